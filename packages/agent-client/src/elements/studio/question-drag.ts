// Dragging a question by pointer: the list is reordered under the pointer as it goes.

/** What a drag does. */
export interface Drag {
  readonly moveTo: (at: number) => void;
  readonly end: () => void;
}

/**
 * Follows a pointer until it is lifted. Arrow keys and buttons do the same without one.
 *
 * @param start - the press on a handle
 * @param list - holds one element per question, with `data-key`
 * @param key - of the question that is dragged
 */
export function followDrag(start: PointerEvent, list: HTMLElement | null, key: string, { moveTo, end }: Drag): void {
  const handle = start.currentTarget as HTMLElement;
  if (start.button !== 0 || !list) {
    end();
    return;
  }
  handle.setPointerCapture(start.pointerId);
  const move = ({ clientY }: PointerEvent) => {
    const cards = [...list.children] as HTMLElement[];
    const others = cards.filter((card) => card.dataset.key !== key);
    const at = others.filter((card) => {
      const { top, height } = card.getBoundingClientRect();
      return clientY > top + height / 2;
    }).length;
    if (cards[at]?.dataset.key !== key) moveTo(at);
  };
  const stop = () => {
    handle.removeEventListener('pointermove', move);
    for (const name of ['pointerup', 'pointercancel', 'lostpointercapture']) handle.removeEventListener(name, stop);
    end();
  };
  handle.addEventListener('pointermove', move);
  for (const name of ['pointerup', 'pointercancel', 'lostpointercapture']) handle.addEventListener(name, stop);
}
