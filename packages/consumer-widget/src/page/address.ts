// The handle in the page's address: taken out before anything else happens, so that it stays in no history, no referrer and no
// screenshot (SF-CN-03). A reload finds the invitation's id in the history entry and the handle in the device store.

const stateKey = 'tellsafeInvitation';

/**
 * Takes the fragment out of the address bar.
 *
 * @param window - the page's window
 * @returns the fragment without `#`; empty when there was none
 */
export function takeFragment({ location, history }: Pick<Window, 'location' | 'history'>): string {
  const fragment = location.hash.slice(1);
  if (location.href.includes('#')) history.replaceState(history.state, '', location.pathname + location.search);
  return fragment;
}

/**
 * Notes in the history entry which invitation this page is about, for a reload. The id is no secret and opens nothing.
 *
 * @param invitationId - UUID
 */
export function noteInvitation({ history }: Pick<Window, 'history'>, invitationId: string): void {
  history.replaceState({ [stateKey]: invitationId }, '');
}

/** The invitation that was noted before a reload. */
export function notedInvitation({ history }: Pick<Window, 'history'>): string | undefined {
  const state: unknown = history.state;
  if (typeof state !== 'object' || state === null) return undefined;
  const noted = (state as Record<string, unknown>)[stateKey];
  return typeof noted === 'string' ? noted : undefined;
}
