// Runs in pages after each press of Tab: the focus can be seen, and nothing covers what has it (WCAG 2.2, 2.4.7 and 2.4.11).
import { focusedElement, nameOf } from './elements.ts';
import { isRingSeen } from './forced-colors.ts';

/** What has the focus, and what is wrong with it. */
export interface Stop {
  readonly name: string;
  readonly troubles: readonly string[];
}

/** Where the focus is now; nothing when it has left the page. */
export function focusStop(): Stop | undefined {
  const element = focusedElement();
  return element && { name: nameOf(element), troubles: troublesOf(element) };
}

function troublesOf(element: Element): string[] {
  const covered = coverOf(element);
  const ring = matchMedia('(forced-colors: active)').matches ? isRingSeen(element) : hasRing(element);
  return [
    ...(covered ? [`${covered} the focused ${nameOf(element)}`] : []),
    ...(ring || element.localName === 'iframe' ? [] : [`no ring around the focused ${nameOf(element)}`]),
  ];
}

/** Looks at the middle and at the middle of each side. */
function coverOf(element: Element): string | undefined {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const points = [[x, y], [left + 2, y], [right - 2, y], [x, top + 2], [x, bottom - 2]] as const; // biome-ignore format: a cross
  for (const [atX, atY] of points) {
    if (atX < 0 || atY < 0 || atX >= innerWidth || atY >= innerHeight) return 'outside of the window:';
    const root = element.getRootNode() as Document | ShadowRoot;
    const there = root.elementFromPoint(atX, atY);
    if (!there || !(element.contains(there) || there.contains(element))) {
      return `${there ? nameOf(there) : 'something'} covers`;
    }
  }
  return undefined;
}

/** An outline around it or around the box that it fills. */
function hasRing(element: Element): boolean {
  const boxes = [element, element.parentElement, element.parentElement?.parentElement];
  return boxes.some((box) => {
    if (!box) return false;
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(box);
    return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2 && !/, 0\)$/.test(outlineColor);
  });
}
