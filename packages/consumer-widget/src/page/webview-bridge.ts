// The bridge to an app that shows the form in a webview (SF-GEN-03): docs/webview.md. A chunk of its own: browsers have no app.
import type { FrameMessage } from '../internal/channel.ts';
import type { HostChannel } from './host-channel.ts';
import type { WebviewGlobals } from './webview.ts';
import { type AppMessage, parseAppMessage, type WebviewMessage } from './webview-messages.ts';

/** What the bridge needs. */
export interface WebviewBridgeOptions {
  readonly window: Window;
  /** The app wants a language and a look. */
  onSettings(settings: Extract<AppMessage, { type: 'settings' }>): void;
  /** The app wants the form closed; the person is asked when something would be lost. */
  onClose(): void;
}

/**
 * Connects the page with the app around it.
 *
 * Out: the script message handler `tellsafe` of a WKWebView gets objects, `TellsafeAndroid` gets the same as JSON. In: a
 * `WebMessageListener` of Android answers with messages; every other app calls `window.tellsafe.receive(message)`.
 *
 * **Security:** only the app's own code and this document's can reach either, and all that can be asked for is a look and to close.
 *
 * @param options - window and listeners
 * @returns the way out; what is not for apps is dropped
 */
export function connectWebview({ window, onSettings, onClose }: WebviewBridgeOptions): HostChannel {
  const { webkit, TellsafeAndroid } = window as WebviewGlobals;
  const apple = webkit?.messageHandlers?.tellsafe;

  const receive = (data: unknown): void => {
    const message = parseAppMessage(data);
    if (message?.type === 'settings') onSettings(message);
    else if (message) onClose();
  };
  if (!apple && TellsafeAndroid?.addEventListener) {
    TellsafeAndroid.addEventListener('message', ({ data }) => receive(data));
  } else {
    Object.defineProperty(window, 'tellsafe', { value: Object.freeze({ receive }) });
  }

  return {
    send(message) {
      if (!isForApps(message)) return;
      if (apple) apple.postMessage(message);
      else TellsafeAndroid?.postMessage(JSON.stringify(message));
    },
  };
}

/** An app needs no height and no focus: the page fills its window. */
function isForApps(message: FrameMessage): message is WebviewMessage {
  return message.type === 'status' || message.type === 'dirty';
}
