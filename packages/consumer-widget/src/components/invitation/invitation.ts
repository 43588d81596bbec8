// <tellsafe-invitation>: the bubble in a conversation; its overlay is loaded when it is needed. Sees statuses, never a question or an answer.
import { type BubbleTexts, consumerStatusKeys } from '@tellsafe/core/i18n';
import { type InvitationStatus, isInvitationStatus, isTerminal, statusRank } from '@tellsafe/core/invitation';
import type { WatchStatus } from '@tellsafe/core/wire';
import { watchInvitation } from '../../controllers/connection.ts';
import { StatusChangedEvent } from '../../events/status-changed.ts';
import { bubbleTextsFor } from '../../internal/bubble-texts.ts';
import type { FrameStatus } from '../../internal/channel.ts';
import { ElementBase } from '../../internal/element-base.ts';
import { type FormAddress, formAddress } from '../../internal/form-address.ts';
import { invitationRoutes } from '../../internal/routes.ts';
import { createTransport, type Fetch, type Transport } from '../../transport.ts';
import { Bubble } from './bubble.ts';

/**
 * How the invitation stands for this device. `opened`: it was opened, here or on another device; the form page knows. `mine`: on
 * this one. `elsewhere`: on another one. `left`: on this one, which left it for good. `refused`: it cannot be opened at all.
 */
type Phase = 'loading' | 'ready' | 'opened' | 'mine' | 'elsewhere' | 'left' | 'ended' | 'refused';

interface Settings {
  handle: string;
  endpoint: string;
  language: string;
  fetch: Fetch | undefined;
}

// A chunk of its own (performance.md P7), on its way as soon as a person turns to the button.
const loadOverlay = () => import('../overlay/overlay.ts');

/**
 * The invitation to a secure form: title, description, live status and a button that opens the form in an overlay. The form
 * itself is an isolated page of its own origin in a sandboxed frame, so nothing typed there can be read from the page around.
 *
 * @element tellsafe-invitation
 *
 * @attr handle - the invitation's handle
 * @attr endpoint - base URL of the kit
 * @attr language - language tag
 *
 * @fires {StatusChangedEvent} tellsafe-status-changed - the invitation's status changed
 *
 * @csspart bubble - the box
 * @csspart icon - the lock mark
 * @csspart title - the form's name
 * @csspart description - the form's description
 * @csspart status - the status in words
 * @csspart button - the button that opens the form
 * @csspart decline - the button that declines it
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
export class TellsafeInvitation extends ElementBase {
  /** Attributes that stand for the properties of the same names. */
  static readonly observedAttributes: readonly string[] = ['handle', 'endpoint', 'language'];

  readonly #settings: Settings = { handle: '', endpoint: '', language: '', fetch: undefined };
  readonly #root: ShadowRoot;
  readonly #bubble: Bubble;
  #texts: BubbleTexts | undefined;
  #watched: WatchStatus | undefined;
  #online = true;
  #refused = false;
  /** What the form page said about this device, once it was asked. */
  #device: 'mine' | 'elsewhere' | 'left' | undefined;
  /** The form is being opened here: who has opened it is known before the form page says so. */
  #opening = false;
  /** The last thing that the person wanted did not reach the server. */
  #failed = false;
  #transport: Transport | undefined;
  #stopWatch = () => {};
  #closeOverlay: (() => void) | undefined;
  /** A start is under way, or comes with the element's place in the document. */
  #startsSoon = true;

  constructor() {
    super();
    this.#root = this.attachShadow({ mode: 'open' });
    this.#bubble = new Bubble(this.#root, {
      open: () => this.open(),
      decline: () => void this.#decline(),
      approach: () => void loadOverlay().catch(() => {}),
    });
    // Properties that were set before the element was registered.
    for (const name of Object.keys(this.#settings) as (keyof Settings)[]) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete (this as Partial<this>)[name];
      Object.assign(this, { [name]: value });
    }
  }

  /** The invitation's handle, from the conversation. */
  get handle(): string {
    return this.#settings.handle;
  }
  set handle(handle: string) {
    this.#set({ handle });
  }

  /** Base URL of the kit: `https://forms.acme.example/tellsafe`. Its origin must not be the page's own. */
  get endpoint(): string {
    return this.#settings.endpoint;
  }
  set endpoint(endpoint: string) {
    this.#set({ endpoint });
  }

  /** Language tag; without it the device's language (SF-LANG-01). */
  get language(): string {
    return this.#settings.language;
  }
  set language(language: string) {
    this.#set({ language });
  }

  /** Used instead of the global `fetch`. */
  get fetch(): Fetch | undefined {
    return this.#settings.fetch;
  }
  set fetch(fetch: Fetch | undefined) {
    this.#set({ fetch });
  }

  /** Where the form is; null when it must not or cannot be shown here. */
  get address(): FormAddress | null {
    return formAddress(this.endpoint, this.handle, document.baseURI);
  }

  /** The newest known status. */
  get status(): InvitationStatus | undefined {
    return this.#watched?.status;
  }

  /** Opens the form, as a press of the button does. Call it from a person's gesture. */
  open(): void {
    if (this.#isUsable) void this.#openForm();
  }

  attributeChangedCallback(name: string, _before: string | null, value: string | null): void {
    this.#set({ [name]: value ?? '' });
  }

  connectedCallback(): void {
    this.#start();
  }

  disconnectedCallback(): void {
    this.#stop();
    this.#startsSoon = true;
  }

  /** Takes new settings; those that are set together take effect together. */
  #set(settings: Partial<Settings>): void {
    const isNew = Object.entries(settings).some(([name, value]) => this.#settings[name as keyof Settings] !== value);
    if (!isNew) return;
    Object.assign(this.#settings, settings);
    if (this.#startsSoon) return;
    this.#startsSoon = true;
    queueMicrotask(() => {
      if (this.isConnected) this.#start();
    });
  }

  #start(): void {
    this.#stop();
    this.#startsSoon = false;
    this.#watched = undefined;
    this.#device = undefined;
    this.#failed = this.#refused = false;
    void this.#loadTexts();
    const { address, handle } = this;
    if (!address) return;
    const transport = createTransport(address.base, this.fetch);
    this.#transport = transport;
    this.#stopWatch = watchInvitation({
      transport,
      handle,
      onStatus: (status) => this.#onStatus(status),
      onOnline: (online) => {
        this.#online = online;
        this.#show();
      },
      onRefused: () => {
        this.#refused = true;
        this.#show();
      },
    });
  }

  #stop(): void {
    this.#stopWatch();
    this.#closeOverlay?.();
  }

  async #loadTexts(): Promise<void> {
    const { language } = this;
    const isWanted = () => this.isConnected && this.language === language;
    const texts = await bubbleTextsFor(language, isWanted);
    if (!texts || !isWanted()) return;
    this.#texts = texts;
    this.#show();
  }

  get #phase(): Phase {
    if (this.#refused || !this.address) return 'refused';
    if (!this.status) return 'loading';
    if (isTerminal(this.status)) return 'ended';
    if (this.status !== 'viewed') return 'ready';
    return this.#device ?? (this.#opening ? 'mine' : 'opened');
  }

  get #isUsable(): boolean {
    return this.#online && ['ready', 'opened', 'mine'].includes(this.#phase);
  }

  get #name(): string {
    return this.#watched?.form.name ?? this.#texts?.openTheForm ?? '';
  }

  #show(): void {
    const texts = this.#texts;
    if (!texts) return;
    const phase = this.#phase;
    const over = ['elsewhere', 'left', 'ended', 'refused'].includes(phase);
    const fill = phase === 'opened' || phase === 'mine' ? texts.openForm : texts.fillInForm;
    this.#bubble.show({
      texts,
      name: this.#name,
      description: this.#watched?.form.description ?? '',
      status: this.#statusText(texts, phase, over),
      action: over ? undefined : fill,
      usable: this.#isUsable,
      done: this.status === 'submitted',
      theme: this.#watched?.theme,
    });
  }

  #statusText(texts: BubbleTexts, phase: Phase, over: boolean): string {
    if (phase === 'refused') return texts.couldNotOpen;
    if (phase === 'elsewhere') return texts.statusOpenedElsewhere;
    if (phase === 'left') return texts.statusLeft;
    if (!this.#online && !over) return texts.offline;
    if (this.#failed && !over) return texts.connectionFailed;
    if (phase === 'opened') return texts.statusOpened;
    return this.status ? texts[consumerStatusKeys[this.status]] : texts.loading;
  }

  async #openForm(): Promise<void> {
    const { address, handle, language } = this;
    await this.#openOverlay(({ openForm }, texts, onClosed) => {
      if (!address) return undefined;
      const onStatus = (status: FrameStatus) => this.#onFrame(status);
      this.#opening = this.status !== 'viewed';
      return openForm({ root: this.#root, address, handle, language, texts, name: this.#name, onStatus, onClosed });
    });
  }

  async #decline(): Promise<void> {
    await this.#openOverlay(({ askToDecline }, texts, onClosed) => {
      const onConfirmed = () => void this.#post(invitationRoutes.decline).catch(() => this.#fail(true));
      return askToDecline({ root: this.#root, texts, name: this.#name, onConfirmed, onClosed });
    });
  }

  /** One overlay at a time. When its code cannot be loaded the bubble says so, and the button tries again. */
  async #openOverlay(
    open: (
      overlay: Awaited<ReturnType<typeof loadOverlay>>,
      texts: BubbleTexts,
      onClosed: () => void,
    ) => (() => void) | undefined,
  ): Promise<void> {
    this.#fail(false);
    const overlay = await loadOverlay().catch(() => this.#fail(true));
    const texts = this.#texts;
    if (!overlay || !texts || this.#closeOverlay || !this.isConnected || !this.#isUsable) return;
    this.#closeOverlay = open(overlay, texts, () => {
      this.#closeOverlay = undefined;
      this.#opening = false;
      this.#show();
      // The browser has given the focus back to the button, unless that is gone: the form has ended.
      if (this.isConnected && !this.#root.activeElement) this.#bubble.focus();
    });
  }

  #fail(failed: boolean): void {
    this.#failed = failed;
    this.#show();
  }

  /** What the form page says tells about this device (SF-INV-04), and about an end sooner than the watch. */
  #onFrame(status: FrameStatus): void {
    if (status === 'filling') this.#device = 'mine';
    else if (status === 'elsewhere' || status === 'left') this.#device = status;
    else if (status !== 'failed' && isInvitationStatus(status) && this.#watched) {
      this.#onStatus({ ...this.#watched, status });
    }
    this.#show();
  }

  #onStatus(next: WatchStatus): void {
    const before = this.status;
    if (before && statusRank(next.status) < statusRank(before)) return;
    this.#watched = next;
    // The delivery receipt of the web channel (SF-STA-04). A lost one is repeated when the watch comes back with the same status.
    if (next.status === 'sent') void this.#post(invitationRoutes.received).catch(() => {});
    this.#show();
    if (before !== next.status) this.dispatchEvent(new StatusChangedEvent(next.status));
  }

  /** The watch tells what came of it. */
  async #post(path: string): Promise<void> {
    await this.#transport?.post(path, { handle: this.handle });
  }
}
