// A modal dialog over the host page: focus, scrolling, closing. Knows nothing of forms.
import { adoptStyles, make } from '../../internal/dom.ts';
import { lockScroll } from '../../internal/scroll-lock.ts';
import { overlayStyles } from './styles.ts';

/** What a dialog is made of. */
export interface DialogOptions {
  readonly root: ShadowRoot;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Node[];
  /**
   * The person wants out by Escape or the device's back gesture.
   *
   * @returns whether the dialog may close
   */
  mayClose(): boolean;
  /** It is closed; the focus is where it was before. */
  onClosed(): void;
}

/** An open dialog. */
export interface OpenDialog {
  readonly dialog: HTMLDialogElement;
  /** Closes it; does nothing when it is closed. */
  close(): void;
}

/**
 * Opens a dialog: the page behind neither scrolls nor takes the focus until it is closed.
 *
 * @param options - what it holds, whom to ask and to tell
 */
export function openDialog({ root, attributes, children, mayClose, onClosed }: DialogOptions): OpenDialog {
  adoptStyles(root, overlayStyles);
  const dialog = make('dialog', { part: 'dialog', ...attributes }, ...children);
  const unlock = lockScroll();
  let over = false;

  function close(): void {
    if (over) return;
    over = true;
    dialog.close();
    dialog.remove();
    unlock();
    onClosed();
  }

  dialog.addEventListener('cancel', (event) => {
    if (event.target !== dialog) return;
    event.preventDefault();
    if (mayClose()) close();
  });
  // A browser may insist on closing when it is asked twice; what is in the dialog is still there, so the person is asked again.
  dialog.addEventListener('close', () => {
    if (over) return;
    if (mayClose()) close();
    else dialog.showModal();
  });
  root.append(dialog);
  dialog.showModal();
  return { dialog, close };
}
