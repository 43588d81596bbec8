// The host page's end of a form frame: hello, handle in, checked messages out (design.md §7). Knows no layout.

import { type FrameMessage, HELLO, type HostMessage, parseFrameMessage } from './channel.ts';
import type { FormAddress } from './form-address.ts';
import type { FormTheme } from './form-theme.ts';

/** What a frame is told and whom it tells. */
export interface FrameOptions {
  readonly address: FormAddress;
  readonly handle: string;
  readonly language: string;
  readonly theme: FormTheme;
  onMessage(message: FrameMessage): void;
  /** The form page did not answer, or did not do what it was asked. */
  onSilent(): void;
}

/** A frame that is being talked to. */
export interface FrameConnection {
  /** Asks the form to close; it answers with the status `closed`, or stays when the person wants to. */
  askToClose(): void;
  /** Ends the conversation with the frame. */
  end(): void;
}

/** How long the form page may take until it shows something, in milliseconds. */
export const FRAME_TIMEOUT_MS = 20_000;

/** Everything a form needs; no top navigation, no popups, no downloads, no modal prompts. */
export const FRAME_SANDBOX = 'allow-scripts allow-same-origin allow-forms';

/**
 * Talks to the form page in a frame. Each load of the frame gets a new channel.
 *
 * **Security:** the hello goes to the form's origin only; the browser drops it when anything else is in the frame, and the frame
 * answers on the port that came with it, so what arrives comes from the form's origin.
 *
 * @param frame - the frame; its `src` is set by the caller before it enters the document
 * @param options - what to say, whom to tell
 */
export function connectFrame(frame: HTMLIFrameElement, options: FrameOptions): FrameConnection {
  const { address, handle, language, theme } = options;
  let port: MessagePort | undefined;
  const send = (message: HostMessage) => port?.postMessage(message);
  const silence = setTimeout(() => options.onSilent(), FRAME_TIMEOUT_MS);

  function greet(): void {
    port?.close();
    const channel = new MessageChannel();
    port = channel.port1;
    port.onmessage = ({ data }) => {
      const message = parseFrameMessage(data);
      if (!message) return;
      if (message.type === 'status') {
        if (message.status === 'ready') send({ type: 'handle', handle, language, theme });
        else clearTimeout(silence); // a hello that is answered is no form yet
      }
      options.onMessage(message);
    };
    frame.contentWindow?.postMessage({ type: HELLO }, address.origin, [channel.port2]);
  }

  frame.addEventListener('load', greet);
  return {
    askToClose: () => send({ type: 'close' }),
    end() {
      clearTimeout(silence);
      frame.removeEventListener('load', greet);
      port?.close();
    },
  };
}
