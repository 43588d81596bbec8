// Drafts that outlive a reload: in the tab's own storage, because a definition holds nothing about anybody. What is found there is checked
// for its shape; whoever can write there can type into the page as well.
import { blankDraft, blankQuestion, type Draft, type DraftQuestion } from './draft.ts';

/** A draft that was not saved. */
export interface KeptDraft {
  /** The version it is based on; 0 for a new form. */
  readonly base: number;
  readonly draft: Draft;
}

const prefix = 'tellsafe-studio-draft/1 ';

/** Where drafts are kept; `undefined` where the browser refuses. */
function storage(): Storage | undefined {
  try {
    return globalThis.sessionStorage;
  } catch {
    return undefined;
  }
}

/**
 * Keeps a draft, or forgets it.
 *
 * @param place - account and form; an empty form id stands for a new one
 */
export function keepDraft(place: readonly [accountId: string, formId: string], kept: KeptDraft | undefined): void {
  try {
    if (kept) storage()?.setItem(prefix + place.join('/'), JSON.stringify(kept));
    else storage()?.removeItem(prefix + place.join('/'));
  } catch {
    // Full or refused: then a reload asks before it loses the draft, as it does anyway.
  }
}

/** The draft that was kept. */
export function keptDraft(place: readonly [accountId: string, formId: string]): KeptDraft | undefined {
  try {
    const kept: unknown = JSON.parse(storage()?.getItem(prefix + place.join('/')) ?? 'null');
    return isKept(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}

function isKept(value: unknown): value is KeptDraft {
  const { base, draft } = Object(value) as Partial<KeptDraft>;
  if (!Number.isSafeInteger(base) || !isLike(draft, blankDraft)) return false;
  return (draft as Draft).questions.every((question) => isLike(question, questionShape));
}

const questionShape: DraftQuestion = blankQuestion(blankDraft);

function isLike(value: unknown, shape: object): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(shape).every(([name, like]) => {
    const member: unknown = Reflect.get(value, name);
    return typeof member === typeof like && member !== null && Array.isArray(member) === Array.isArray(like);
  });
}
