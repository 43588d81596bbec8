// What the studio may tell the preview, and how it is checked. Texts are shown as text only; colours are checked again where they become
// style. Nothing that was typed ever goes back.
import type { FormDefinition } from '@tellsafe/core/form';
import type { Theme } from '@tellsafe/core/theme';

/** First message, through `window.postMessage`, with a MessagePort. */
export const PREVIEW_HELLO = 'tellsafe-preview/v1';

/** What is to be shown. */
export interface PreviewRequest {
  readonly type: 'show';
  /** A definition with every default filled in. */
  readonly definition: FormDefinition;
  /** Of account and form together. */
  readonly theme: Theme;
  readonly language: string;
  /** Light or dark, whatever the device of whoever edits prefers; absent for what that one prefers. */
  readonly scheme?: 'light' | 'dark';
}

/** What the preview tells: that it is there. */
export interface PreviewReady {
  readonly type: 'ready';
}

const QUESTIONS = 20;
const questionTexts = ['id', 'label', 'type', 'characters'];
const questionFlags = ['required', 'masked', 'offTheRecord'];

type Members = Readonly<Record<string, unknown>>;

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const hasTexts = (value: Members, names: readonly string[]) => names.every((name) => typeof value[name] === 'string');
const isMissingOr = (type: string, value: unknown) => value === undefined || typeof value === type;

/**
 * Checks what came from the studio. Rules of definitions are the studio's business; here it is enough that the form can show it.
 *
 * @param data - data of a message event
 * @returns null for anything else
 */
export function parsePreviewRequest(data: unknown): PreviewRequest | null {
  if (!isMembers(data) || data.type !== 'show' || !isDefinition(data.definition) || !isMembers(data.theme)) return null;
  if (typeof data.language !== 'string' || data.language.length > 35) return null;
  if (![undefined, 'light', 'dark'].includes(data.scheme as undefined)) return null;
  return data as unknown as PreviewRequest;
}

function isDefinition(value: unknown): boolean {
  if (!isMembers(value) || !hasTexts(value, ['id', 'name', 'description'])) return false;
  if (!isMissingOr('string', value.note) || !Array.isArray(value.questions)) return false;
  return value.questions.length > 0 && value.questions.length <= QUESTIONS && value.questions.every(isQuestion);
}

function isQuestion(value: unknown): boolean {
  if (!isMembers(value) || !hasTexts(value, questionTexts)) return false;
  if (!questionFlags.every((name) => typeof value[name] === 'boolean') || typeof value.maxLength !== 'number')
    return false;
  if (!['format', 'placeholder', 'help'].every((name) => isMissingOr('string', value[name]))) return false;
  const { choices } = value;
  if (value.type !== 'choice') return choices === undefined;
  return Array.isArray(choices) && choices.every((each) => isMembers(each) && hasTexts(each, ['value', 'label']));
}
