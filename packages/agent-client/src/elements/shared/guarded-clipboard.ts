// Copies one value and takes it back: after a while, or at once when the answers are closed, if it is still the one.
import { sha256 } from '@tellsafe/core/crypto';
import { toBase64url } from '@tellsafe/core/encoding';
import { systemTimers, type Timers } from '../../timers.ts';

/** The clipboard is cleared this long after copying, in milliseconds. */
export const CLIPBOARD_LIMIT_MS = 30_000;

/** What is needed of `navigator.clipboard`. */
export interface ClipboardLike {
  readText?(): Promise<string>;
  writeText(text: string): Promise<void>;
}

/** What a guard may use; the defaults are the browser's. */
export interface GuardedClipboardOptions {
  readonly clipboard?: ClipboardLike | undefined;
  readonly timers?: Timers;
  /** Whether the page may read the clipboard without asking. */
  readonly mayRead?: () => Promise<boolean>;
  /** Where copying and coming back is heard. */
  readonly page?: EventTarget;
  readonly onCleared?: () => void;
}

/** A clipboard that forgets. */
export interface GuardedClipboard {
  /** Copies. @returns false when the browser does not allow it */
  copy(text: string): Promise<boolean>;
  /** Clears now what is still there. */
  clear(): Promise<void>;
}

/**
 * Creates a guarded clipboard.
 *
 * **Security:** it keeps a digest of the copied text, not the text. Where the page may not read the clipboard without asking,
 * it clears anyway unless something else was copied on the page since: a leftover card number is worse than a lost copy.
 */
export function createGuardedClipboard(options: GuardedClipboardOptions = {}): GuardedClipboard {
  const clipboard: ClipboardLike | undefined = options.clipboard ?? globalThis.navigator?.clipboard;
  const { timers = systemTimers, mayRead = mayReadClipboard, page = globalThis } = options;
  let copied: string | undefined;
  let cancel: (() => void) | undefined;

  const forget = (): void => {
    copied = undefined;
    cancel?.();
    cancel = undefined;
    page.removeEventListener('copy', forget);
    page.removeEventListener('cut', forget);
    page.removeEventListener('focus', clearSoon);
  };
  const clearSoon = (): void => void clear();

  async function clear(): Promise<void> {
    if (copied === undefined || !clipboard) return;
    cancel?.();
    try {
      const known = (await mayRead()) && clipboard.readText ? await digest(await clipboard.readText()) : copied;
      if (known === copied) {
        await clipboard.writeText('');
        options.onCleared?.();
      }
      forget();
    } catch {
      page.addEventListener('focus', clearSoon, { once: true }); // browsers refuse in the background; next time then
    }
  }

  return {
    clear,
    async copy(text) {
      if (!clipboard) return false;
      forget();
      try {
        await clipboard.writeText(text);
      } catch {
        return false;
      }
      copied = await digest(text);
      cancel = timers.after(CLIPBOARD_LIMIT_MS, clearSoon);
      page.addEventListener('copy', forget);
      page.addEventListener('cut', forget);
      return true;
    },
  };
}

async function digest(text: string): Promise<string> {
  return toBase64url(await sha256(new TextEncoder().encode(text)));
}

async function mayReadClipboard(): Promise<boolean> {
  try {
    const status = await navigator.permissions.query({ name: 'clipboard-read' as PermissionName });
    return status.state === 'granted';
  } catch {
    return false;
  }
}
