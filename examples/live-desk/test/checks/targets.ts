// Runs in pages: room for fingers and for readers who zoom (WCAG 2.2, 2.5.8 and 1.4.10).
import { controls, everyElement, isShown, nameOf } from './elements.ts';

/** Least width and height of a target, CSS pixels. */
const LEAST = 24;

/** Targets that are smaller than they may be; a label belongs to its field. No exception for links in a text is taken. */
export function smallTargets(): string[] {
  return controls().flatMap((control) => {
    const { width, height } = (control.closest('label') ?? control).getBoundingClientRect();
    const small = width < LEAST || height < LEAST;
    return small ? [`target of ${Math.round(width)} × ${Math.round(height)}: ${nameOf(control)}`] : [];
  });
}

/** What is wider than the window, or cut off at its edges. Tables may be wider in a box that scrolls and takes the focus (WCAG 1.4.10). */
export function tooWide(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement;
  const over = scrollWidth > clientWidth ? [`the page is ${scrollWidth - clientWidth} pixels too wide`] : [];
  const beyond = everyElement().filter((each) => {
    const { left, right } = each.getBoundingClientRect();
    return (left < -1 || right > clientWidth + 1) && isShown(each) && !each.closest('.said') && !isInTableBox(each);
  });
  return [...over, ...beyond.map((each) => `beyond the edge: ${nameOf(each)}`)];
}

function isInTableBox(each: Element): boolean {
  return each.parentElement?.closest('.table[role=region][tabindex="0"]') != null;
}

/** Boxes that hide a part of their text, and dialogs that reach out of the window: what does not fit must scroll or grow. */
export function cutOff(): string[] {
  return everyElement().flatMap((each) => {
    const { top, bottom } = each.getBoundingClientRect();
    if (each.matches('dialog[open]') && (top < 0 || bottom > innerHeight)) return [`too tall: ${nameOf(each)}`];
    const { overflowX, overflowY } = getComputedStyle(each);
    if (!isShown(each) || each.matches('html, body, iframe, svg, input, select')) return [];
    const across = /hidden|clip/.test(overflowX) && each.scrollWidth > each.clientWidth + 1;
    const down = /hidden|clip/.test(overflowY) && each.scrollHeight > each.clientHeight + 1;
    return across || down ? [`cut off: ${nameOf(each)}`] : [];
  });
}
