// <tellsafe-invitation>: the bubble in a conversation; its overlay is loaded when it is needed. Sees statuses, never a question or an answer.
import { consumerStatusKeys, isRightToLeft, type TextKey, type Texts } from '@tellsafe/core/i18n';
import { type InvitationStatus, isInvitationStatus, isTerminal, statusRank } from '@tellsafe/core/invitation';
import type { WatchStatus } from '@tellsafe/core/wire';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { watchLater } from '../../controllers/watch-later.ts';
import { StatusChangedEvent } from '../../events/status-changed.ts';
import { type FormAddress, formAddress } from '../../internal/form-address.ts';
import { invitationRoutes } from '../../internal/routes.ts';
import { loadTextsFor } from '../../internal/texts.ts';
import { lockMark } from '../../styles/icons.ts';
import { createTransport, type Fetch, type Transport } from '../../transport.ts';
import type { OverlayStatus, OverlayTask } from '../overlay/overlay.ts';
import { invitationStyles } from './styles.ts';

/**
 * What the bubble shows. `ready`: to fill in. `mine`: opened on this device. `elsewhere`: opened on another one. `asking`: it is
 * being found out which. `refused`: it cannot be opened at all.
 */
type Phase = 'loading' | 'ready' | 'asking' | 'mine' | 'elsewhere' | 'ended' | 'refused';

const internal = { state: true, attribute: false };

// A chunk of its own (performance.md P7), on its way as soon as a person turns to the button.
const loadOverlay = () => import('../overlay/define.ts');

/**
 * The invitation to a secure form: title, description, live status and a button that opens the form in an overlay. The form
 * itself is an isolated page of its own origin in a sandboxed frame, so nothing typed there can be read from the page around.
 *
 * @element tellsafe-invitation
 *
 * @fires {StatusChangedEvent} tellsafe-status-changed - the invitation's status changed
 *
 * @csspart bubble - the box
 * @csspart icon - the lock mark
 * @csspart title - the form's name
 * @csspart description - the form's description
 * @csspart status - the status in words
 * @csspart button - the button that opens the form
 * @csspart decline - the buttons that decline it
 * @csspart dialog - the dialog around the form
 *
 * @cssproperty [--tellsafe-bubble-background-color=white] - SF-THM-01
 * @cssproperty [--tellsafe-bubble-border-color=#d4d4d5] - SF-THM-02
 * @cssproperty [--tellsafe-bubble-border-width=2px] - SF-THM-03
 * @cssproperty [--tellsafe-bubble-title-color=black] - SF-THM-04
 * @cssproperty [--tellsafe-bubble-description-color=#6D6E70] - SF-THM-05
 * @cssproperty [--tellsafe-bubble-fill-form-button-text-color=#0363ad] - SF-THM-06
 * @cssproperty [--tellsafe-bubble-fill-form-button-background-color=transparent] - SF-THM-07
 * @cssproperty [--tellsafe-bubble-form-image-tint-color=#0363ad] - SF-THM-08
 * @cssproperty [--tellsafe-navigation-background-color=#0363ad] - SF-THM-09, handed to the form page
 * @cssproperty [--tellsafe-navigation-title-color=white] - SF-THM-10, handed to the form page
 * @cssproperty [--tellsafe-back-button-color=black] - SF-THM-11, handed to the form page
 * @cssproperty [--tellsafe-status-bar-light-content=true] - SF-THM-12, handed to the form page
 */
export class TellsafeInvitation extends LitElement {
  static override styles = invitationStyles;

  static override properties = {
    handle: {},
    endpoint: {},
    language: {},
    fetch: { attribute: false },
    texts: internal,
    watched: internal,
    online: internal,
    device: internal,
    refused: internal,
    task: internal,
  };

  /** The invitation's handle, from the conversation. */
  declare handle: string;
  /** Base URL of the kit: `https://forms.acme.example/tellsafe`. Its origin must not be the page's own. */
  declare endpoint: string;
  /** Language tag; without it the device's language (SF-LANG-01). */
  declare language: string;
  /** Used instead of the global `fetch`. */
  declare fetch: Fetch | undefined;

  declare private texts: Texts | undefined;
  declare private watched: WatchStatus | undefined;
  declare private online: boolean;
  /** Whether this device can go on with an opened form. */
  declare private device: 'unknown' | 'mine' | 'elsewhere';
  declare private refused: boolean;
  /** What the overlay is there for; none without a task. */
  declare private task: OverlayTask | undefined;

  #transport: Transport | undefined;
  #stopWatch = () => {};

  constructor() {
    super();
    this.handle = '';
    this.endpoint = '';
    this.language = '';
    this.online = true;
    this.device = 'unknown';
    this.refused = false;
  }

  /** Where the form is; null when it must not or cannot be shown here. */
  get address(): FormAddress | null {
    return formAddress(this.endpoint, this.handle, document.baseURI);
  }

  /** The newest known status. */
  get status(): InvitationStatus | undefined {
    return this.watched?.status;
  }

  /** Opens the form, as a press of the button does. Call it from a person's gesture. */
  open(): void {
    if (['ready', 'mine'].includes(this.#phase) && this.online) void this.#begin('show');
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#watch();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopWatch();
  }

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('language')) {
      void loadTextsFor(this.language).then((texts) => {
        this.texts = texts;
      });
    }
    if (changed.has('handle') || changed.has('endpoint')) this.#watch();
    if (this.#phase === 'asking' && !this.task) void this.#begin('probe');
  }

  protected override render(): TemplateResult | typeof nothing {
    const { texts, watched } = this;
    if (!texts) return nothing;
    const phase = this.#phase;
    const dir = isRightToLeft(texts.locale) ? 'rtl' : 'ltr';
    const name = watched?.form.name ?? texts.openTheForm;
    const state = phase === 'loading' || !this.online ? 'waiting' : phase;
    return html`<div class="bubble ${state}" part="bubble" role="group" aria-labelledby="title" lang=${texts.locale} dir=${dir}>
        <div class="head" part="icon">${lockMark()}<strong class="title" part="title" id="title" dir="auto">${name}</strong></div>
        ${watched?.form.description ? html`<p part="description" dir="auto">${watched.form.description}</p>` : nothing}
        <p class="status" part="status" role="status">${texts[this.#statusKey(phase)] as string}</p>
        ${this.#actions(texts, phase)}
      </div>
      ${this.task ? this.#overlay(texts, name, this.task) : nothing}`;
  }

  get #phase(): Phase {
    if (this.refused || !this.address) return 'refused';
    const status = this.watched?.status;
    if (!status) return 'loading';
    if (isTerminal(status)) return 'ended';
    if (status !== 'viewed') return 'ready';
    return this.device === 'unknown' ? 'asking' : this.device;
  }

  #statusKey(phase: Phase): TextKey {
    if (phase === 'refused') return 'couldNotOpen';
    if (!this.online && phase !== 'ended') return 'offline';
    if (phase === 'elsewhere') return 'statusOpenedElsewhere';
    return this.watched ? consumerStatusKeys[this.watched.status] : 'loading';
  }

  #actions(texts: Texts, phase: Phase): TemplateResult | typeof nothing {
    if (!['loading', 'ready', 'mine', 'asking'].includes(phase)) return nothing;
    const usable = this.online && (phase === 'ready' || phase === 'mine');
    return html`<div class="actions">
      <button class="fill" part="button" ?disabled=${!usable} @click=${this.open} @pointerenter=${loadOverlay} @focus=${loadOverlay}>
        ${phase === 'mine' || phase === 'asking' ? texts.openForm : texts.fillInForm}</button>
      <button class="quiet" part="decline" ?disabled=${!usable} @click=${() => this.#begin('decline')}>${texts.decline}</button></div>`;
  }

  #overlay(texts: Texts, name: string, task: OverlayTask): TemplateResult {
    return html`<tellsafe-overlay exportparts="dialog" .address=${this.address} .handle=${this.handle} .language=${this.language}
      .texts=${texts} .name=${name} .task=${task} .onStatus=${(status: OverlayStatus) => this.#onOverlay(status, task)}></tellsafe-overlay>`;
  }

  async #begin(task: OverlayTask): Promise<void> {
    this.task = task;
    try {
      (await loadOverlay()).defineOverlay();
    } catch {
      this.#onOverlay('closed', task);
    }
  }

  #onOverlay(status: OverlayStatus, task: OverlayTask): void {
    if (status === 'filling') this.device = 'mine';
    else if (status === 'elsewhere') this.device = 'elsewhere';
    else if (task === 'probe' && status !== 'ready') this.device = 'mine';
    else if (status === 'confirmed') void this.#post(invitationRoutes.decline);
    else if (isInvitationStatus(status) && this.watched) this.#onStatus({ ...this.watched, status });
    // The form shows its own end; everything else is over with the first answer.
    if (status === 'closed' || (task !== 'show' && status !== 'ready')) this.task = undefined;
  }

  #watch(): void {
    this.#stopWatch();
    this.watched = undefined;
    this.device = 'unknown';
    this.refused = false;
    const { address } = this;
    if (!address) return;
    this.#transport = createTransport(address.base, this.fetch);
    this.#stopWatch = watchLater({
      transport: this.#transport,
      handle: this.handle,
      onStatus: (status) => this.#onStatus(status),
      onOnline: (online) => {
        this.online = online;
      },
      onRefused: () => {
        this.refused = true;
      },
    });
  }

  #onStatus(next: WatchStatus): void {
    const before = this.watched?.status;
    if (before && statusRank(next.status) < statusRank(before)) return;
    this.watched = next;
    // The delivery receipt of the web channel (SF-STA-04). A lost one is repeated when the watch comes back with the same status.
    if (next.status === 'sent') this.#post(invitationRoutes.received);
    if (before !== next.status) this.dispatchEvent(new StatusChangedEvent(next.status));
  }

  /** The watch tells what came of it. */
  async #post(path: string): Promise<void> {
    await this.#transport?.post(path, { handle: this.handle }).catch(() => {});
  }
}
