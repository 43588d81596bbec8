// Dragging a question by pointer: the list is reordered under the pointer as it goes, and the page scrolls along at its edges.

/** What a drag does. */
export interface Drag {
  readonly moveTo: (at: number) => void;
  /** Once, at the end; cancelled by Escape or by the system. */
  readonly end: (isCancelled: boolean) => void;
}

/** How near to an edge of what scrolls the pointer lets it scroll, CSS pixels. */
const EDGE = 56;
/** Most that one frame scrolls, CSS pixels. */
const STEP = 14;

/**
 * Follows a pointer until it is lifted. Arrow keys and buttons do the same without one.
 *
 * The list has the pointer, not the handle: a card that takes another place leaves the document for a moment and would lose it.
 *
 * @param start - the press on a handle
 * @param list - holds one element per question, with `data-key`
 * @param key - of the question that is dragged
 */
export function followDrag(start: PointerEvent, list: HTMLElement, key: string, { moveTo, end }: Drag): void {
  const { pointerId } = start;
  const over = new AbortController();
  const { signal } = over;
  const scroller = scrollerOf(list);
  let y: number | undefined;
  const follow = (y: number) => {
    const at = placeAt(list, key, y);
    if ((list.children[at] as HTMLElement | undefined)?.dataset.key !== key) moveTo(at);
  };
  const stop = (isCancelled: boolean) => {
    if (signal.aborted) return;
    over.abort();
    if (list.hasPointerCapture(pointerId)) list.releasePointerCapture(pointerId);
    end(isCancelled);
  };
  const scroll = () => {
    if (signal.aborted) return;
    // Not before the pointer has moved: a handle may stand at an edge when it is pressed.
    const by = y === undefined ? 0 : scrollStep(y, scroller.getBoundingClientRect());
    if (y !== undefined && by !== 0) {
      scroller.scrollBy(0, by);
      follow(y);
    }
    requestAnimationFrame(scroll);
  };
  list.setPointerCapture(pointerId);
  const onMove = (event: PointerEvent) => {
    if (event.pointerId !== pointerId) return;
    y = event.clientY;
    follow(y);
  };
  list.addEventListener('pointermove', onMove, { signal });
  list.addEventListener('pointerup', () => stop(false), { signal });
  for (const name of ['pointercancel', 'lostpointercapture']) list.addEventListener(name, () => stop(true), { signal });
  addEventListener('keydown', ({ key: pressed }) => pressed === 'Escape' && stop(true), { signal, capture: true });
  requestAnimationFrame(scroll);
}

/** Where the dragged card belongs: after all others whose middle the pointer is below. */
function placeAt(list: HTMLElement, key: string, y: number): number {
  const others = ([...list.children] as HTMLElement[]).filter((card) => card.dataset.key !== key);
  return others.filter((card) => {
    const { top, height } = card.getBoundingClientRect();
    return y > top + height / 2;
  }).length;
}

/**
 * How far a frame scrolls while the pointer is at an edge; faster the nearer it is.
 *
 * @param y - of the pointer, CSS pixels in the window, as `top` and `bottom` are
 */
export function scrollStep(y: number, { top, bottom }: Pick<DOMRect, 'top' | 'bottom'>): number {
  const above = top + EDGE - y;
  const below = y - (bottom - EDGE);
  const near = Math.max(above, below);
  if (near <= 0) return 0;
  const step = Math.ceil((Math.min(near, EDGE) / EDGE) * STEP);
  return above > below ? -step : step;
}

/** What scrolls around an element, across shadow roots; at last the document. */
function scrollerOf(element: Element): Element {
  let at: Element | null = element;
  while (at) {
    if (at.scrollHeight > at.clientHeight && /auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
    const root: Node = at.getRootNode();
    at = at.assignedSlot ?? at.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
  }
  return document.scrollingElement ?? document.documentElement;
}
