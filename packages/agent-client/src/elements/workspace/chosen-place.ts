// Which area somebody was in, so that a reload leads there again. The name of an area and nothing else, in this tab alone.

const KEY = 'tellsafe-area';

/** The area of before the reload. */
export function rememberedPlace(): string | undefined {
  try {
    return sessionStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined; // switched off: the first area it is
  }
}

/** Remembers an area; `undefined` forgets it. */
export function rememberPlace(name: string | undefined): void {
  try {
    if (name === undefined) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, name);
  } catch {
    // Switched off or full: nothing depends on it.
  }
}
