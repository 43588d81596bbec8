// <tellsafe-overlay>: dialog and frame around the form page, loaded when an invitation needs them. Also asks the form page, in a
// hidden frame, whether this device can go on with an opened form. Sees what internal/channel lets through and nothing else.
import { isRightToLeft, type Texts } from '@tellsafe/core/i18n';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { FrameMessage, FrameStatus, FrameTask } from '../../internal/channel.ts';
import type { FormAddress } from '../../internal/form-address.ts';
import { readFormTheme } from '../../internal/form-theme.ts';
import { connectFrame, FRAME_SANDBOX, type FrameConnection } from '../../internal/frame.ts';
import { lockScroll } from '../../internal/scroll-lock.ts';
import { lockMark } from '../../styles/icons.ts';
import { overlayStyles } from './styles.ts';

/** What an overlay is for: showing the form, asking whether to decline it, or only asking the form page about this device. */
export type OverlayTask = 'show' | 'decline' | 'probe';

/** How far it is. `silent`: the form page did not answer. `confirmed`: the person wants to decline. */
export type OverlayStatus = FrameStatus | 'silent' | 'confirmed';

/**
 * Dialog and sandboxed frame around the form page. A part of `<tellsafe-invitation>`; not for use by itself.
 *
 * @element tellsafe-overlay
 *
 * @csspart dialog - the dialog around the form
 */
export class TellsafeOverlay extends LitElement {
  static override styles = overlayStyles;

  static override properties = {
    address: { attribute: false },
    handle: { attribute: false },
    language: { attribute: false },
    name: { attribute: false },
    texts: { attribute: false },
    task: { attribute: false },
    onStatus: { attribute: false },
    phase: { state: true, attribute: false },
  };

  declare address: FormAddress;
  declare handle: string;
  declare language: string;
  /** The form's name, for the dialog and the frame. */
  declare name: string;
  declare texts: Texts;
  declare task: OverlayTask;
  /**
   * Told how far the form is; `closed` ends the overlay. Reactive like the others, because the element is rendered before its
   * code has arrived and only reactive properties survive the upgrade.
   */
  declare onStatus: (status: OverlayStatus) => void;

  declare private phase: 'loading' | 'ready' | 'silent';

  #dirty = false;
  #connection: FrameConnection | undefined;
  #unlock = () => {};

  constructor() {
    super();
    this.phase = 'loading';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#connection?.end();
    this.#unlock();
  }

  protected override render(): TemplateResult {
    const { texts, name, phase } = this;
    if (this.task === 'probe') return html`<iframe hidden sandbox=${FRAME_SANDBOX}></iframe>`;
    if (this.task === 'decline') return this.#declineTemplate(texts, name);
    return html`<dialog part="dialog" class="sheet" aria-label=${name} @cancel=${this.#onCancel} @close=${this.#close}>
      <iframe title=${name} sandbox=${FRAME_SANDBOX} referrerpolicy="no-referrer" ?hidden=${phase === 'silent'}></iframe>
      ${phase === 'ready' ? nothing : this.#veil(phase, texts)}
    </dialog>`;
  }

  protected override firstUpdated(): void {
    const frame = this.renderRoot.querySelector('iframe');
    if (frame) this.#connect(frame, this.task === 'probe' ? 'probe' : 'show');
    if (this.task === 'probe') return;
    this.#unlock = lockScroll();
    this.#dialog?.showModal();
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  #connect(frame: HTMLIFrameElement, task: FrameTask): void {
    const { address, handle, language } = this;
    this.#connection = connectFrame(frame, {
      address,
      task,
      handle,
      language,
      theme: readFormTheme(this),
      onMessage: (message) => this.#onMessage(message),
      onSilent: () => {
        this.phase = 'silent';
        this.onStatus('silent');
      },
    });
    frame.src = address.page;
  }

  #declineTemplate(texts: Texts, name: string): TemplateResult {
    return html`<dialog part="dialog" class="question" lang=${texts.locale} dir=${isRightToLeft(texts.locale) ? 'rtl' : 'ltr'}
      aria-labelledby="name" aria-describedby="question" @cancel=${this.#onCancel} @close=${this.#close}>
      <strong id="name" dir="auto">${name}</strong><p id="question">${texts.declineQuestion}</p>
      <div class="actions"><button @click=${() => this.onStatus('confirmed')}>${texts.declineConfirm}</button>
        <button @click=${this.#close}>${texts.cancel}</button></div></dialog>`;
  }

  #veil(phase: 'loading' | 'silent', texts: Texts): TemplateResult {
    return html`<div class="veil" lang=${texts.locale}>${lockMark()}
      <span role="status">${phase === 'silent' ? texts.couldNotOpen : texts.loading}</span>
      <button @click=${this.#close}>${texts.close}</button></div>`;
  }

  #onMessage(message: FrameMessage): void {
    if (message.type === 'dirty') this.#dirty = message.dirty;
    else if (message.type === 'height') this.#dialog?.style.setProperty('--height', `${message.height}px`);
    else if (message.type === 'status') this.#onStatus(message.status);
  }

  #onStatus(status: FrameStatus): void {
    if (status === 'closed') this.#close();
    else this.onStatus(status);
    if (status !== 'ready') return;
    this.phase = 'ready';
    if (this.task === 'show') this.renderRoot.querySelector('iframe')?.focus();
  }

  /** Escape and the device's back gesture: the form asks the person when something was typed (SF-INV-05). */
  #onCancel(event: Event): void {
    event.preventDefault();
    if (this.#dirty && this.phase === 'ready') this.#connection?.askToClose();
    else this.#close();
  }

  /** Closing gives the focus back to where it was. */
  #close(): void {
    const dialog = this.#dialog;
    if (dialog?.open) {
      this.#unlock();
      dialog.close();
    }
    this.onStatus('closed');
  }
}
