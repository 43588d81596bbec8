// Keeps the page behind an overlay from scrolling, without moving it: the scroll bar's width is kept free.

/**
 * Locks the page's scrolling.
 *
 * @returns a function that restores what was there before
 */
export function lockScroll(): () => void {
  const { documentElement: root } = document;
  const { overflow, paddingInlineEnd } = root.style;
  const scrollBar = window.innerWidth - root.clientWidth;
  root.style.overflow = 'hidden';
  if (scrollBar > 0) root.style.paddingInlineEnd = `${scrollBar}px`;
  return () => {
    root.style.overflow = overflow;
    root.style.paddingInlineEnd = paddingInlineEnd;
  };
}
