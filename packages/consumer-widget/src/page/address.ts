// The handle in the page's address: taken out before anything else happens, so that it stays in no history, no referrer and no
// screenshot (SF-CN-03). A reload finds the record's id in the history entry and the handle in the device store.
import { sha256 } from '@tellsafe/core/crypto';
import { fromBase64url, toBase64url, utf8 } from '@tellsafe/core/encoding';

const stateKey = 'tellsafeInvitation';

/** Bytes of a handle before the account id (core, otk/handle). */
const HANDLE_FIXED_BYTES = 32;

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
 * The account that a handle says it belongs to. The server checks the rest of it.
 *
 * @param handle - anything
 * @returns empty when it is no handle
 */
export function accountOf(handle: string): string {
  try {
    return String.fromCharCode(...fromBase64url(handle).subarray(HANDLE_FIXED_BYTES));
  } catch {
    return '';
  }
}

/**
 * Names the record of a handle on this device. One way: the name tells nothing about the handle and opens nothing.
 *
 * @param handle - the invitation's handle
 */
export async function recordIdOf(handle: string): Promise<string> {
  return toBase64url(await sha256(utf8(handle)));
}

/**
 * Notes in the history entry which record this page is about, for a reload.
 *
 * @param recordId - from {@link recordIdOf}
 */
export function noteRecord({ history }: Pick<Window, 'history'>, recordId: string): void {
  history.replaceState({ [stateKey]: recordId }, '');
}

/** The record that was noted before a reload. */
export function notedRecord({ history }: Pick<Window, 'history'>): string | undefined {
  const noted: unknown = history.state?.[stateKey];
  return typeof noted === 'string' ? noted : undefined;
}
