// The dialogs of an invitation, loaded when a person turns to its button: the form in its frame, and the question before declining.
import { type BubbleTexts, isRightToLeft } from '@tellsafe/core/i18n';
import type { FrameStatus } from '../../internal/channel.ts';
import { make, write } from '../../internal/dom.ts';
import type { FormAddress } from '../../internal/form-address.ts';
import { readFormTheme } from '../../internal/form-theme.ts';
import { connectFrame, FRAME_SANDBOX } from '../../internal/frame.ts';
import { lockMark } from '../../styles/icons.ts';
import { openDialog } from './dialog.ts';

/** What both dialogs need. */
export interface OverlayOptions {
  /** Shadow root of the invitation. */
  readonly root: ShadowRoot;
  readonly texts: BubbleTexts;
  /** The form's name. */
  readonly name: string;
  /** The dialog is gone. */
  onClosed(): void;
}

/** What the form's dialog needs. */
export interface FormOverlayOptions extends OverlayOptions {
  readonly address: FormAddress;
  readonly handle: string;
  readonly language: string;
  /** How far the form is. */
  onStatus(status: FrameStatus): void;
}

/**
 * Opens the form: a modal dialog around the sandboxed frame of the form page. Sees what internal/channel lets through and nothing
 * else.
 *
 * @param options - which form, whom to tell
 * @returns a function that closes it at once
 */
export function openForm(options: FormOverlayOptions): () => void {
  const { root, address, handle, language, texts, name, onStatus, onClosed } = options;
  let dirty = false;
  // Its address is set before it is in the document: an empty document of the host's origin never stands in the sandbox.
  const frame = make('iframe', {
    title: name,
    sandbox: FRAME_SANDBOX,
    referrerpolicy: 'no-referrer',
    src: address.page,
    // Until the form is there the veil covers it: the focus must not be behind that.
    inert: '',
  });
  const message = make('span', { role: 'status' }, texts.loading);
  const leave = button(texts.close, () => close());
  const veil = make('div', { class: 'veil', ...direction(texts) }, lockMark(), message, leave);
  const connection = connectFrame(frame, {
    address,
    handle,
    language,
    theme: readFormTheme(root.host),
    onMessage(said) {
      if (said.type === 'dirty') dirty = said.dirty;
      else if (said.type === 'height') dialog.style.setProperty('--height', `${said.height}px`);
      else if (said.type === 'status') follow(said.status);
    },
    onSilent() {
      frame.remove();
      write(message, texts.couldNotOpen);
      veil.classList.add('over');
      leave.focus();
    },
  });

  function follow(status: FrameStatus): void {
    if (status === 'closed') {
      close();
      return;
    }
    if (status !== 'ready' && veil.isConnected) {
      veil.remove();
      frame.inert = false;
      frame.focus();
    }
    onStatus(status);
  }

  const { dialog, close } = openDialog({
    root,
    attributes: { class: 'sheet', 'aria-label': name },
    children: [frame, veil],
    mayClose() {
      if (!dirty || !frame.isConnected) return true;
      // The question is asked inside the frame, where what was typed is (SF-INV-05).
      frame.focus();
      connection.askToClose();
      return false;
    },
    onClosed() {
      connection.end();
      onClosed();
    },
  });
  return close;
}

/** What the question before declining needs. */
export interface DeclineOptions extends OverlayOptions {
  /** The person declines. */
  onConfirmed(): void;
}

/**
 * Asks whether to decline the form (SF-FLOW-10).
 *
 * @param options - which form, whom to tell
 * @returns a function that closes it at once
 */
export function askToDecline({ root, texts, name, onConfirmed, onClosed }: DeclineOptions): () => void {
  const cancel = button(texts.cancel, () => close());
  const confirm = button(texts.declineConfirm, () => {
    close();
    onConfirmed();
  });
  const { close } = openDialog({
    root,
    attributes: { class: 'question', 'aria-labelledby': 'name', 'aria-describedby': 'question', ...direction(texts) },
    children: [
      make('strong', { id: 'name', dir: 'auto' }, name),
      make('p', { id: 'question' }, texts.declineQuestion),
      make('div', { class: 'actions' }, cancel, confirm),
    ],
    mayClose: () => true,
    onClosed,
  });
  return close;
}

function button(text: string, press: () => void): HTMLButtonElement {
  const made = make('button', {}, text);
  made.onclick = press;
  return made;
}

function direction({ locale }: BubbleTexts): Record<string, string> {
  return { lang: locale, dir: isRightToLeft(locale) ? 'rtl' : 'ltr' };
}
