// One form while it is edited: its draft with steps, what was saved, which errors are to be shown, and the copy that outlives a reload. What
// the editor shows of it is editor.ts.
import { type ErrorIssue, isTellsafeError } from '@tellsafe/core';
import type { StudioFormResponse, StudioSettingsResponse } from '@tellsafe/core/wire';
import type { Studio } from '../../studio.ts';
import { checkDraft, type Verdict } from './check.ts';
import { type Draft, draftOf } from './draft.ts';
import { beginHistory, changed, type DraftHistory } from './draft-history.ts';
import { keepDraft, keptDraft } from './draft-storage.ts';

/** What is edited. */
export interface Edited {
  readonly studio: Studio;
  readonly accountId: string;
  /** Ids that a new form cannot have. */
  readonly taken: readonly string[];
  /** Absent for a new form. */
  readonly form?: StudioFormResponse;
  /** What the fields begin with. */
  readonly draft: Draft;
  readonly settings: StudioSettingsResponse;
}

/** A form that is being edited. */
export class Editing {
  readonly edited: Edited;
  /** The version that the draft is based on; 0 for a new form. */
  readonly base: number;
  /** Whether a draft that a reload left behind goes on. */
  readonly isRestored: boolean;
  readonly #saved: string;
  readonly #touched = new Set<string>();
  readonly #refused = new Map<string, ErrorIssue>();
  #history: DraftHistory;
  #verdict: Verdict | undefined;
  #isTried = false;

  /** @param history - steps that stay when a form was saved; without them a kept draft goes on */
  constructor(edited: Edited, history?: DraftHistory) {
    this.edited = edited;
    this.#saved = edited.form ? JSON.stringify(edited.draft) : '';
    this.#history = history ? { ...history, now: edited.draft } : beginHistory(edited.draft);
    const kept = history ? undefined : keptDraft(this.#place);
    this.isRestored = kept !== undefined && JSON.stringify(kept.draft) !== this.#saved;
    // What others saved since is a conflict, as it would have been without the reload.
    this.base = kept && this.isRestored ? kept.base : (edited.form?.form.version ?? 0);
    if (kept && this.isRestored) this.#history = changed(this.#history, kept.draft);
  }

  /** The form as it was saved, without steps. */
  anew(): Editing {
    this.forget();
    return new Editing(this.edited);
  }

  /** The same form, saved. */
  saved(form: StudioFormResponse): Editing {
    this.forget();
    return new Editing({ ...this.edited, form, draft: draftOf(form.definition) }, this.#history);
  }

  get history(): DraftHistory {
    return this.#history;
  }

  get draft(): Draft {
    return this.#history.now;
  }

  /** Whether something would be lost. */
  get isDirty(): boolean {
    return JSON.stringify(this.draft) !== this.#saved;
  }

  /** What core says of the draft as it is. */
  get verdict(): Verdict {
    this.#verdict ??= checkDraft(this.draft, this.edited.settings.theme);
    return this.#verdict;
  }

  /** @param about - the field; typing in one is one step, and its errors are shown from then on */
  change(next: Draft, about?: string): void {
    if (about) this.#touched.add(pathOf(next, about));
    this.step((history) => changed(history, next, about));
  }

  /** Takes a step, such as back or forth. */
  step(take: (history: DraftHistory) => DraftHistory): void {
    this.#history = take(this.#history);
    this.#verdict = undefined;
    this.#refused.clear();
    keepDraft(this.#place, this.isDirty ? { base: this.base, draft: this.draft } : undefined);
  }

  /** From now on every error is shown. */
  try(): void {
    this.#isTried = true;
    this.#refused.clear();
  }

  /** Takes what the server refused, field by field. */
  refuse(error: unknown): void {
    for (const issue of isTellsafeError(error, 'request_invalid') ? (error.params?.issues ?? []) : []) {
      const path = issue.path.replace(/^definition\./, '');
      this.#refused.set(path, { ...issue, path });
    }
  }

  /** The error of a field, or of something in it, once the field was touched or saving was tried. */
  errorAt(path: string, isExact = false): ErrorIssue | undefined {
    if (!this.#isTried && !this.#touched.has(path)) return undefined;
    const all = [...this.#refused.values(), ...this.verdict.errors.values()];
    return all.find((each) => each.path === path || (!isExact && each.path.startsWith(`${path}.`)));
  }

  /** Gives the kept copy up. */
  forget(): void {
    keepDraft(this.#place, undefined);
  }

  get #place(): readonly [string, string] {
    return [this.edited.accountId, this.edited.form?.form.id ?? ''];
  }
}

/** Fields of questions are told by key, errors by place. */
function pathOf({ questions }: Draft, about: string): string {
  const [key = '', member] = about.split('.');
  const at = questions.findIndex((question) => question.key === key);
  return at === -1 ? about : `questions.${at}.${member}`;
}
