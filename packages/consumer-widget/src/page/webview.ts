// Whether the page is in an app's webview (SF-GEN-03). What the two say to each other is webview-bridge.ts, loaded only then.

/** What an app leaves in the window: docs/webview.md. */
export interface WebviewGlobals {
  /** WKWebView: a script message handler named `tellsafe`. */
  readonly webkit?: { readonly messageHandlers?: { readonly tellsafe?: { postMessage(message: unknown): void } } };
  /** Android: a `WebMessageListener`, or an object of `addJavascriptInterface`. Both take texts only. */
  readonly TellsafeAndroid?: {
    postMessage(message: string): void;
    /** `WebMessageListener` only. */
    addEventListener?(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  };
}

/**
 * Tells whether an app is around the page.
 *
 * @param window - the page's window
 */
export function isInWebview(window: Window): boolean {
  const { webkit, TellsafeAndroid } = window as WebviewGlobals;
  return !!(webkit?.messageHandlers?.tellsafe ?? TellsafeAndroid);
}
