// What makes typing comfortable and what was typed private, for all questions of a form at once: the mark of a card's brand, the
// Enter key of screen keyboards, dots again when nobody looks, nothing masked in the clipboard.
import { brandMark } from '../question/brand-mark.ts';
import type { TellsafeQuestion } from '../question/question.ts';
import { laterStyles } from './later-styles.ts';

/**
 * Attaches the comforts to where a form is rendered, and the styles of everything in this chunk.
 *
 * @param root - the form's own tree
 */
export function attachComforts(root: HTMLElement | ShadowRoot): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(laterStyles);
  (root instanceof ShadowRoot ? root : document).adoptedStyleSheets.push(sheet);
  root.addEventListener('question-edited', (event) => markBrand(event.target as TellsafeQuestion));
  root.addEventListener('keydown', (event) => goOn(root, event as KeyboardEvent));
  for (const type of ['copy', 'cut', 'dragstart']) root.addEventListener(type, keepMasked);
  const onVisibility = () => {
    if (!root.isConnected) document.removeEventListener('visibilitychange', onVisibility);
    else if (document.hidden) for (const question of questionsIn(root)) question.mask();
  };
  document.addEventListener('visibilitychange', onVisibility);
  // What was typed, or filled in by the browser, before this was loaded.
  for (const question of questionsIn(root)) markBrand(question);
}

function questionsIn(root: HTMLElement | ShadowRoot): NodeListOf<TellsafeQuestion> {
  return root.querySelectorAll('tellsafe-question');
}

function markBrand(question: TellsafeQuestion): void {
  if (question.question.format !== 'card') return;
  question.brand = brandMark(question.querySelector('input')?.value ?? '');
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
