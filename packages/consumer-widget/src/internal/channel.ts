// What the host page and the form's frame may say to each other, and how both check it.
// Out of the frame come status, focus, whether something was typed, and height; never a value, never an error (SF-WV-03).
import { isInvitationStatus } from '@tellsafe/core/invitation';
import { type FormTheme, parseFormTheme } from './form-theme.ts';

/** First message, through `window.postMessage`, with a MessagePort. */
export const HELLO = 'tellsafe-hello/v1';

/** How far the form in a frame has come. */
export type FrameStatus =
  | 'ready'
  | 'opening'
  | 'filling'
  | 'submitted'
  | 'expired'
  | 'declined'
  | 'revoked'
  | 'elsewhere'
  | 'failed'
  | 'left'
  | 'closed';

/** Host page to frame. */
export type HostMessage =
  | {
      readonly type: 'handle';
      readonly handle: string;
      readonly language: string;
      readonly theme: FormTheme;
    }
  | { readonly type: 'close' };

/** Frame to host page. */
export type FrameMessage =
  | { readonly type: 'status'; readonly status: FrameStatus }
  | { readonly type: 'dirty'; readonly dirty: boolean }
  | { readonly type: 'focus'; readonly focused: boolean }
  | { readonly type: 'height'; readonly height: number };

const frameStatuses: readonly string[] = ['ready', 'opening', 'filling', 'elsewhere', 'left', 'closed'];

/** Largest height that is believed, in CSS pixels. */
const HEIGHT_LIMIT = 20_000;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasOnly(value: Record<string, unknown>, ...keys: string[]): boolean {
  return Object.keys(value).every((key) => keys.includes(key));
}

/**
 * Checks what came out of a frame.
 *
 * @param data - data of a message event
 * @returns the message, or null when it is anything else
 */
export function parseFrameMessage(data: unknown): FrameMessage | null {
  if (!isRecord(data) || !hasOnly(data, 'type', 'status', 'dirty', 'focused', 'height')) return null;
  const { status, dirty, focused, height } = data;
  switch (data.type) {
    case 'status':
      return isFrameStatus(status) ? { type: 'status', status } : null;
    case 'dirty':
      return typeof dirty === 'boolean' ? { type: 'dirty', dirty } : null;
    case 'focus':
      return typeof focused === 'boolean' ? { type: 'focus', focused } : null;
    case 'height':
      return typeof height === 'number' && Number.isInteger(height) && height >= 0 && height <= HEIGHT_LIMIT
        ? { type: 'height', height }
        : null;
    default:
      return null;
  }
}

function isFrameStatus(value: unknown): value is FrameStatus {
  return (
    typeof value === 'string' &&
    (frameStatuses.includes(value) || (isInvitationStatus(value) && !['sent', 'received', 'viewed'].includes(value)))
  );
}

/**
 * Checks what came from the host page.
 *
 * @param data - data of a message event
 * @returns the message, or null when it is anything else
 */
export function parseHostMessage(data: unknown): HostMessage | null {
  if (!isRecord(data)) return null;
  if (data.type === 'close') return hasOnly(data, 'type') ? { type: 'close' } : null;
  if (data.type !== 'handle' || !hasOnly(data, 'type', 'handle', 'language', 'theme')) return null;
  const { handle, language, theme } = data;
  if (typeof handle !== 'string' || handle.length > 200) return null;
  if (typeof language !== 'string' || language.length > 35) return null;
  return { type: 'handle', handle, language, theme: parseFormTheme(theme) };
}
