// The page of entry points: how each does, changing what is no secret, letting one that stopped go on, what could not be understood.
import type { EntryPointListResponse, EntryPointView, QuarantinedView } from '@tellsafe/core/wire';
import { html, nothing, type TemplateResult } from 'lit';
import type { AgentClient } from '../../agent-client.ts';
import type { Unsubscribe } from '../../emitter.ts';
import { AreaElement } from '../shared/area/area-element.ts';
import type { UnsavedWork } from '../shared/area/unsaved-work.ts';
import { icon } from '../shared/icons.ts';
import { plainName } from '../shared/plain-name.ts';
import { fullTime } from '../shared/times.ts';
import type { Words } from '../shared/words.ts';
import { entryPointCards } from './cards.ts';
import { type EntryPointFields, editDialog, type FieldProblems, fieldsOf, problemsIn } from './edit-dialog.ts';
import { entryPointStyles } from './styles.ts';
import { type EntryPointSay, type EntryPointTexts, entryPointTexts } from './texts.ts';

/** What is in the dialog. */
type Open =
  | { readonly show: 'edit'; readonly id: string; readonly base: number }
  | { readonly show: 'quarantine'; readonly id: string; readonly quarantined: readonly QuarantinedView[] | undefined };

const noProblems: FieldProblems = new Set();

/**
 * Entry points of an account, for an admin: state, addresses, names, labels, languages, routing. The session needs the permission
 * `accounts.manage`. Credentials are shown by key alone.
 */
export class TellsafeEntryPoints extends AreaElement<EntryPointTexts> {
  static override styles = entryPointStyles;

  protected override readonly texts = entryPointTexts;

  #list: EntryPointListResponse | undefined;
  #open: Open | undefined;
  #fields: EntryPointFields | undefined;
  #problems: FieldProblems = noProblems;
  #formFailure = '';
  #failure: unknown;
  #isBusy = false;

  protected override get unsaved(): readonly UnsavedWork[] {
    const edited = this.#opened;
    if (this.#open?.show !== 'edit' || !edited || !this.#fields) return [];
    const isSame = JSON.stringify(fieldsOf(edited)) === JSON.stringify(this.#fields);
    return isSame ? [] : [{ name: plainName(edited.name), giveUp: () => this.#shut() }];
  }

  protected override follow(client: AgentClient): readonly Unsubscribe[] {
    this.#forget();
    const leave = client.on('session-ended', () => {
      this.#forget();
      this.requestUpdate();
    });
    return [...super.follow(client), leave];
  }

  protected override async load(client: AgentClient): Promise<void> {
    try {
      const list = await client.entryPoints.list();
      if (!client.state.get().session) return;
      this.#list = list;
      this.#failure = undefined;
    } catch (error) {
      if (!this.#list) throw error;
      this.#failure = error;
    }
  }

  override updated(): void {
    const dialog = this.#dialog;
    if (this.#open && dialog && !dialog.open) dialog.showModal();
    if (!this.#open && dialog?.open) dialog.close();
  }

  protected override content(words: Words): TemplateResult {
    const say = this.#say;
    return html`
      <header class="area-head">
        <h2>${say('title')}</h2>
        <button class="quiet" type="button" @click=${() => void this.reload()}>${icon('refresh')}${say('refresh')}</button>
        <p class="lead">${say('lead')}</p>
      </header>
      ${this.#failure ? html`<div class="notice bad" role="alert">${icon('warning')}<span>${this.explain(this.#failure)}</span></div>` : nothing}
      ${this.#body(words)}
      <dialog class="point" aria-labelledby="edit-title" @close=${() => this.#closed()}>${this.#inDialog(words)}</dialog>`;
  }

  #body({ locale }: Words): TemplateResult {
    const say = this.#say;
    if (!this.#list) return html`<div class="empty"><span class="spinner"></span></div>`;
    const { entryPoints } = this.#list;
    if (entryPoints.length === 0) {
      return html`<div class="card"><div class="empty">${icon('chat')}<strong>${say('none')}</strong><p>${say('noneHow')}</p></div></div>`;
    }
    return entryPointCards({
      ...{ entryPoints, isBusy: this.#isBusy, locale, say },
      copy: (entryPoint) => void this.#copy(entryPoint),
      edit: (entryPoint) => this.#edit(entryPoint),
      resume: (entryPoint) => void this.#resume(entryPoint),
      showQuarantine: (entryPoint) => void this.#showQuarantine(entryPoint),
    });
  }

  #inDialog({ locale }: Words): TemplateResult | typeof nothing {
    const say = this.#say;
    const entryPoint = this.#opened;
    const open = this.#open;
    if (!open || !entryPoint) return nothing;
    if (open.show === 'edit') {
      return editDialog({
        ...{ entryPoint, fields: this.#fields ?? fieldsOf(entryPoint), problems: this.#problems, say },
        ...{ failure: this.#formFailure, isBusy: this.#isBusy },
        change: (change) => {
          this.#fields = { ...(this.#fields ?? fieldsOf(entryPoint)), ...change };
          this.#problems = noProblems;
          this.requestUpdate();
        },
        save: () => void this.#save(entryPoint, open.base),
        cancel: () => this.#shut(),
      });
    }
    const { quarantined } = open;
    return html`<div class="dialog">
      <h3 id="edit-title"><bdi>${say('quarantineTitle', { name: plainName(entryPoint.name) })}</bdi></h3>
      <p class="muted">${say('quarantineNote')}</p>
      ${quarantined ? html`<ul class="set-aside">${quarantined.map(({ at, reason }) => html`<li><time datetime=${new Date(at).toISOString()}>${fullTime(at, locale)}</time> · ${say(reason ?? 'unknownReason')}</li>`)}</ul>` : html`<span class="spinner"></span>`}
      ${quarantined?.length === 0 ? html`<p>${say('quarantineNone')}</p>` : nothing}
      <div class="buttons"><button type="button" autofocus @click=${() => this.#shut()}>${say('close')}</button></div>
    </div>`;
  }

  readonly #say: EntryPointSay = (key, params) => this.say(key, params);

  get #opened(): EntryPointView | undefined {
    return this.#list?.entryPoints.find(({ id }) => id === this.#open?.id);
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog.point');
  }

  async #copy({ address }: EntryPointView): Promise<void> {
    try {
      await navigator.clipboard.writeText(address);
      this.announce(this.say('copied'));
    } catch {
      // The address can be marked and copied by hand.
    }
  }

  #edit(entryPoint: EntryPointView): void {
    this.#open = { show: 'edit', id: entryPoint.id, base: this.#list?.version ?? 0 };
    this.#fields = fieldsOf(entryPoint);
    this.#problems = noProblems;
    this.#formFailure = '';
    this.requestUpdate();
  }

  async #save(entryPoint: EntryPointView, base: number): Promise<void> {
    const { client } = this;
    const fields = this.#fields;
    if (!client || !fields) return;
    this.#problems = problemsIn(fields);
    if (this.#problems.size > 0) return this.#showProblem();
    const { name, label, language, routing } = fields;
    const face = { name: name.trim(), label: label === '' ? null : label.trim(), routing };
    await this.#while(async () => {
      const request = { base, ...face, language: language === '' ? null : language };
      const saved = await client.entryPoints.save(entryPoint.id, request);
      this.#list = saved.saved ? saved.now : saved.theirs;
      if (saved.saved) {
        this.#shut();
        this.announce(this.say('saved', { name: plainName(face.name) }));
        return;
      }
      this.#open = { show: 'edit', id: entryPoint.id, base: saved.theirs.version };
      this.#formFailure = this.say('conflict');
    });
  }

  async #resume({ id, name }: EntryPointView): Promise<void> {
    const { client } = this;
    if (!client) return;
    await this.#while(async () => {
      this.#list = await client.entryPoints.resume(id);
      this.announce(this.say('resumed', { name: plainName(name) }));
    });
    await this.updateComplete;
    this.#focus(id, '.edit');
  }

  async #showQuarantine({ id }: EntryPointView): Promise<void> {
    this.#open = { show: 'quarantine', id, quarantined: undefined };
    this.requestUpdate();
    try {
      const quarantined = (await this.client?.entryPoints.quarantine(id)) ?? [];
      if (this.#open?.show === 'quarantine' && this.#open.id === id) this.#open = { ...this.#open, quarantined };
    } catch (error) {
      this.#failure = error;
      this.#shut();
    }
    this.requestUpdate();
  }

  async #while(run: () => Promise<void>): Promise<void> {
    this.#isBusy = true;
    this.requestUpdate();
    try {
      await run();
      this.#failure = undefined;
    } catch (error) {
      if (this.#open) this.#formFailure = this.explain(error);
      else this.#failure = error;
    }
    this.#isBusy = false;
    this.requestUpdate();
  }

  #showProblem(): void {
    this.requestUpdate();
    void this.updateComplete.then(() => this.#dialog?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
  }

  #shut(): void {
    this.#dialog?.close();
  }

  /** Whoever closes the dialog is at the button that opened it. */
  #closed(): void {
    const open = this.#open;
    this.#open = undefined;
    this.#fields = undefined;
    this.requestUpdate();
    if (open) this.#focus(open.id, open.show === 'edit' ? '.edit' : '.quarantine');
  }

  #focus(id: string, selector: string): void {
    this.renderRoot.querySelector<HTMLElement>(`[data-entry-point="${id}"] ${selector}`)?.focus();
  }

  /** Nothing of one session is shown in the next. */
  #forget(): void {
    this.#list = undefined;
    this.#open = undefined;
    this.#fields = undefined;
    this.#failure = undefined;
    this.#formFailure = '';
  }
}
