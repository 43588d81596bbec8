// The isolated document: finds out who asks for which form, and joins the form element, its flow and the way out to a host page
// or an app. Means come in as arguments; boot.ts brings the browser's.
import type { Clock, RandomBytes } from '@tellsafe/core/encoding';
import { isRightToLeft } from '@tellsafe/core/i18n';
import type { TellsafeForm } from '../components/form/form.ts';
import { FormFlow } from '../controllers/form-flow.ts';
import { type FormState, type FormView, initialState } from '../controllers/form-state.ts';
import type { FrameStatus } from '../internal/channel.ts';
import type { FormTheme } from '../internal/form-theme.ts';
import { untilLoaded } from '../internal/retry.ts';
import { loadTextsFor } from '../internal/texts.ts';
import type { Fetch } from '../transport.ts';
import { accountOf, notedRecord, noteRecord, recordIdOf, takeFragment } from './address.ts';
import { applyTheme } from './apply-theme.ts';
import type { DeviceStore } from './device-store.ts';
import { createDeviceTransport } from './device-transport.ts';
import { awaitHost, type HostChannel, type HostRequest } from './host-channel.ts';
import { type PageSettings, readSettings } from './metas.ts';
import { isInWebview } from './webview.ts';

/** What the page works with. */
export interface PageEnvironment {
  readonly window: Window;
  readonly form: TellsafeForm;
  readonly devices: DeviceStore;
  /** Tells the windows of this device apart. */
  readonly locks?: Pick<LockManager, 'request'> | undefined;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly fetch?: Fetch | undefined;
}

/** Statuses of the views that are not named like one. */
const statusOfView: Readonly<Record<Exclude<FormView, FrameStatus>, FrameStatus>> = {
  gate: 'opening',
  loading: 'opening',
  success: 'submitted',
  late: 'expired',
  unsupported: 'failed',
  window: 'opening',
};

function isStatus(view: FormView): view is FormView & FrameStatus {
  return !(view in statusOfView);
}

/**
 * Starts the form page.
 *
 * @param environment - the document's window and element, and the means
 */
export function startPage(environment: PageEnvironment): void {
  // Before anything else, so that the handle is in no history entry and no referrer.
  const fragment = takeFragment(environment.window);
  new FormPage(environment, readSettings(environment.window.document)).start(fragment);
}

class FormPage {
  readonly #environment: PageEnvironment;
  readonly #settings: PageSettings;
  /** The page or the app around this document. */
  #host: HostChannel | undefined;
  #language = '';
  #flow: FormFlow | undefined;
  #target: { readonly handle: string; readonly recordId: string } | undefined;
  #told: FrameStatus | undefined;
  #hadIt = false;

  constructor(environment: PageEnvironment, settings: PageSettings) {
    this.#environment = environment;
    this.#settings = settings;
  }

  start(fragment: string): void {
    const { window, form, clock } = this.#environment;
    const framed = window.parent !== window;
    form.now = clock;
    form.actions = {
      open: ({ isTrusted }) => isTrusted && this.#open(),
      submit: (answers, changed) => void this.#flow?.submit(answers, changed),
      extend: () => void this.#flow?.extend(),
      decline: () => void this.#flow?.decline(),
      leave: () => this.#leave(),
      edited: (dirty) => this.#host?.send({ type: 'dirty', dirty }),
    };
    this.#guardLeaving(window, form);
    if (framed) {
      this.#host = awaitHost({
        window,
        hosts: this.#settings.hosts,
        onRequest: (request) => void this.#onRequest(request),
        onClose: () => form.requestLeave(),
      });
      this.#reportHeight(form);
      return;
    }
    form.canLeave = isInWebview(window);
    applyTheme(window.document, {});
    void this.#loadTexts(this.#settings.language);
    void this.#showAlone(fragment);
  }

  /** Without a page around: a link, or an app, which is met first. */
  async #showAlone(fragment: string): Promise<void> {
    const { window, form } = this.#environment;
    if (form.canLeave) {
      const { connectWebview } = await untilLoaded(() => import('./webview-bridge.ts'));
      this.#host = connectWebview({
        window,
        onSettings: ({ language, theme }) => this.#dress(language, theme),
        onClose: () => form.requestLeave(),
      });
      this.#tell('ready');
    }
    await this.#showGate(fragment);
  }

  /** Language and theme that whoever is around wants. */
  #dress(language: string, theme: FormTheme): void {
    applyTheme(this.#environment.window.document, theme);
    void this.#loadTexts(language);
  }

  /** Link and webview: nothing happens before a tap (SF-OTK-07). */
  async #showGate(fragment: string): Promise<void> {
    const { window, devices } = this.#environment;
    const noted = notedRecord(window);
    // After a reload where storage is refused there is no handle any more: the form could not be opened.
    const handle = fragment || (noted && (await devices.get(noted))?.handle) || '';
    if (!(await this.#setTarget(handle)) || !this.#target) return;
    const { recordId } = this.#target;
    const record = { ...(await devices.get(recordId)), handle };
    await devices.keep(recordId, record);
    // After a reload it is this window that had the form, whatever the browser still thinks of the document before.
    this.#hadIt = noted === recordId;
    noteRecord(window, recordId);
    if (record.once) this.#open();
    else if (
      record.key ||
      !this.#settings.desktop ||
      /Mobi|Android/.test(navigator.userAgent) ||
      // On a computer something else may stand in the form's place (SF-CN-04); mobiles load nothing of it.
      !(await (await untilLoaded(() => import('./desktop.ts'))).standAside(this.#environment, this.#settings, handle))
    )
      this.#show({ ...initialState, view: 'gate' });
  }

  /** Framed: the tap was the host page's button. */
  async #onRequest({ handle, language, theme }: HostRequest): Promise<void> {
    this.#dress(language, theme);
    if (await this.#setTarget(handle)) this.#open();
  }

  /** Takes a handle of this page's account; anything else could not be opened. */
  async #setTarget(handle: string): Promise<boolean> {
    if (!this.#environment.window.isSecureContext) this.#show({ ...initialState, view: 'unsupported' });
    else if (accountOf(handle) !== this.#settings.account) this.#show({ ...initialState, view: 'failed' });
    else {
      this.#target = { handle, recordId: await recordIdOf(handle) };
      return true;
    }
    return false;
  }

  #open(): void {
    const { devices, locks, clock, random, fetch } = this.#environment;
    if (!this.#target) return;
    const takeOver = this.#hadIt || this.#environment.form.state.view === 'window';
    const transport = createDeviceTransport({ base: this.#settings.base, fetch, clock });
    this.#show(initialState);
    this.#flow = new FormFlow({
      ...this.#target,
      transport,
      devices,
      locks,
      clock,
      random,
      onChange: (state) => this.#show(state),
    });
    void this.#flow.start(takeOver);
  }

  #leave(): void {
    const { form } = this.#environment;
    if (form.state.view === 'filling' || form.state.view === 'loading') this.#flow?.leave();
    this.#tell('closed');
  }

  #show(state: FormState): void {
    this.#environment.form.state = state;
    this.#tell(isStatus(state.view) ? state.view : statusOfView[state.view]);
  }

  #tell(status: FrameStatus): void {
    if (status === this.#told) return;
    this.#told = status;
    this.#host?.send({ type: 'status', status });
  }

  async #loadTexts(language: string): Promise<void> {
    const { form, window } = this.#environment;
    this.#language = language;
    const texts = await loadTextsFor(language);
    if (this.#language !== language) return;
    form.texts = texts;
    const root = window.document.documentElement;
    root.lang = texts.locale;
    root.dir = isRightToLeft(texts.locale) ? 'rtl' : 'ltr';
    window.document.title = texts.openTheForm;
  }

  #reportHeight(form: TellsafeForm): void {
    const report = () => {
      const height = form.renderRoot.querySelector('.page')?.scrollHeight;
      if (height) this.#host?.send({ type: 'height', height: Math.ceil(height) });
    };
    new ResizeObserver(report).observe(form);
  }

  /** Nothing typed outlives the page in the browser's cache of pages (SF-WV-06); closing the window asks first (SF-INV-05). */
  #guardLeaving(window: Window, form: TellsafeForm): void {
    window.addEventListener('pagehide', () => form.wipe());
    window.addEventListener('pageshow', (event) => {
      if (event.persisted) window.location.reload();
    });
    window.addEventListener('beforeunload', (event) => {
      if (form.isDirty) event.preventDefault();
    });
  }
}
