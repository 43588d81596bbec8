// Runs in pages: what moves although the person asked for less motion (WCAG 2.3.3, SF-A11Y-01). Fading is no motion.
import { everyElement, nameOf } from './elements.ts';

/** Longer than one frame, milliseconds. */
const FRAME_MS = 17;
const still = /^(offset|computedOffset|easing|composite|opacity|visibility|\w*color|background|outline\w*|filter)$/i;

/** Animations that run and move something. */
export function movingThings(): string[] {
  const animations = new Set(
    [document, ...everyElement()].flatMap((each) =>
      'body' in each ? each.getAnimations() : [...each.getAnimations({ subtree: true }), ...shadowAnimations(each)],
    ),
  );
  return [...animations].flatMap((animation) => {
    const effect = animation.effect as KeyframeEffect | null;
    const { duration, iterations } = effect?.getComputedTiming() ?? {};
    if (!effect?.target || Number(duration) * Number(iterations) <= FRAME_MS) return [];
    const moved = effect.getKeyframes().flatMap((frame) => Object.keys(frame).filter((name) => !still.test(name)));
    const where = `${nameOf(effect.target)}${effect.pseudoElement ?? ''}`;
    return moved.length > 0 ? [`${[...new Set(moved)].join(', ')} of ${where} moves`] : [];
  });
}

function shadowAnimations({ shadowRoot }: Element): Animation[] {
  return shadowRoot?.getAnimations() ?? [];
}
