// The bridge to an app that shows the form in a webview (SF-GEN-03): tells it the status, nothing else.
import type { FrameStatus } from '../internal/channel.ts';

interface Bridged {
  readonly webkit?: { readonly messageHandlers?: { readonly tellsafe?: { postMessage(message: unknown): void } } };
  readonly TellsafeAndroid?: { postMessage(message: string): void };
}

/**
 * Finds the app around the page: `window.webkit.messageHandlers.tellsafe` (WKWebView) gets an object, `window.TellsafeAndroid`
 * (Android's addJavascriptInterface) gets the same as JSON, because Android passes texts only.
 *
 * @param window - the page's window
 * @returns how to tell the app a status, or null when there is no app
 */
export function findWebview(window: Window): ((status: FrameStatus) => void) | null {
  const { webkit, TellsafeAndroid } = window as unknown as Bridged;
  const handler = webkit?.messageHandlers?.tellsafe;
  if (handler) return (status) => handler.postMessage({ type: 'status', status });
  if (TellsafeAndroid) return (status) => TellsafeAndroid.postMessage(JSON.stringify({ type: 'status', status }));
  return null;
}
