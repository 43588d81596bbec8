// What the form page and an app around it say to each other: docs/webview.md. Out come statuses and whether leaving would lose
// something; in go looks and the wish to close. Never a value, never an error (SF-WV-03).
import type { FrameMessage } from '../internal/channel.ts';
import { type FormTheme, parseFormTheme } from '../internal/form-theme.ts';

/** Page to app. */
export type WebviewMessage = Extract<FrameMessage, { type: 'status' | 'dirty' }>;

/** App to page. */
export type AppMessage =
  | { readonly type: 'settings'; readonly language: string; readonly theme: FormTheme }
  | { readonly type: 'close' };

/** Longest text of an app's message that is looked at. */
const TEXT_LIMIT = 2_000;
const LANGUAGE_LIMIT = 35;

/**
 * Checks what an app said.
 *
 * @param data - a message, or its JSON
 * @returns the message, or null when it is anything else
 */
export function parseAppMessage(data: unknown): AppMessage | null {
  const { type, language = '', theme, ...more } = Object(typeof data === 'string' ? parseJson(data) : data);
  if (Object.keys(more).length > 0) return null;
  if (type === 'close') return { type };
  const isLanguage = typeof language === 'string' && language.length <= LANGUAGE_LIMIT;
  return type === 'settings' && isLanguage ? { type, language, theme: parseFormTheme(theme) } : null;
}

function parseJson(text: string): unknown {
  try {
    return text.length <= TEXT_LIMIT ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}
