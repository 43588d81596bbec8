// What our elements extend. Importing a class must not fail where there is no DOM: on servers that render host pages.

/** `HTMLElement`, where there is one. */
export const ElementBase: typeof HTMLElement = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);
