// What makes typing comfortable and what was typed private, for all questions of a form at once: the mark of a card's brand, how
// much room is left, the Enter key of screen keyboards, dots again when nobody looks, nothing masked in the clipboard.
import { formatText } from '@tellsafe/core/i18n';
import { html, nothing } from 'lit/html.js';
import { brandMark } from '../question/brand-mark.ts';
import type { TellsafeQuestion } from '../question/question.ts';
import { laterStyles } from './later-styles.ts';

/** From this share of the allowed length on, the person sees how much is left. */
const COUNTER_SHARE = 0.8;

/**
 * Attaches the comforts to where a form is rendered, and the styles of everything in this chunk.
 *
 * @param root - the form's own tree
 */
export function attachComforts(root: HTMLElement | ShadowRoot): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(laterStyles);
  (root instanceof ShadowRoot ? root : document).adoptedStyleSheets.push(sheet);
  root.addEventListener('question-edited', (event) => follow(event.target as TellsafeQuestion));
  root.addEventListener('keydown', (event) => goOn(root, event as KeyboardEvent));
  for (const type of ['copy', 'cut', 'dragstart']) root.addEventListener(type, keepMasked);
  const onVisibility = () => {
    if (!root.isConnected) document.removeEventListener('visibilitychange', onVisibility);
    else if (document.hidden) for (const question of questionsIn(root)) question.mask();
  };
  document.addEventListener('visibilitychange', onVisibility);
  // What was typed, or filled in by the browser, before this was loaded.
  for (const question of questionsIn(root)) follow(question);
}

function questionsIn(root: HTMLElement | ShadowRoot): NodeListOf<TellsafeQuestion> {
  return root.querySelectorAll('tellsafe-question');
}

/** Shows what follows from what is typed so far. */
function follow(element: TellsafeQuestion): void {
  const { type, format, maxLength: max } = element.question;
  const text = element.querySelector('input')?.value ?? '';
  if (format === 'card') element.brand = brandMark(text);
  if (type !== 'text' || format) return;
  const { length } = text;
  element.counter =
    length < max * COUNTER_SHARE
      ? nothing
      : html`<p class="help counter" role="status">${formatText(element.texts, 'charactersUsed', { length, max })}</p>`;
}

/**
 * On a screen keyboard "next" means the next field. Browsers disagree: some take it for Enter, which would submit a form that is
 * not filled in yet and show errors too soon.
 */
function goOn(root: HTMLElement | ShadowRoot, event: KeyboardEvent): void {
  const input = event.target as HTMLInputElement;
  if (
    event.key !== 'Enter' ||
    event.isComposing ||
    input.enterKeyHint !== 'next' ||
    !matchMedia('(pointer: coarse)').matches
  )
    return;
  event.preventDefault();
  const all = [...questionsIn(root)];
  all[all.findIndex((question) => question.contains(input)) + 1]?.focus();
}

/** What is masked leaves neither through the clipboard nor by dragging it into another window. */
function keepMasked(event: Event): void {
  if (event.target instanceof Element && event.target.matches('.masked')) event.preventDefault();
}
