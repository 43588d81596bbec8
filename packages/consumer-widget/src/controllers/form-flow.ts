// One form from the tap to its end: opening, time, live status. Headless: screens follow its state. What a person does with the
// open form is acting.ts; answers pass through to it and are not kept.
import type { Clock, RandomBytes } from '@tellsafe/core/encoding';
import { type InvitationStatus, isTerminal } from '@tellsafe/core/invitation';
import type { WatchStatus } from '@tellsafe/core/wire';
import { arrived, failedWith } from '../internal/request-failure.ts';
import type { DeviceStore } from '../page/device-store.ts';
import type { DeviceTransport } from '../page/device-transport.ts';
import type { Acting, FlowSide } from './acting.ts';
import { createExpiry, type Expiry } from './expiry.ts';
import { type FormState, type FormTrouble, type FormView, initialState, viewOfStatus } from './form-state.ts';
import { type OpenForm, type OpeningOptions, openForm, repeat } from './opening.ts';
import { watchLater } from './watch-later.ts';

/** What a flow needs. */
export interface FormFlowOptions {
  readonly transport: DeviceTransport;
  readonly handle: string;
  /** Where the device keeps its key (address.ts). */
  readonly recordId: string;
  readonly devices: DeviceStore;
  readonly locks?: Pick<LockManager, 'request'> | undefined;
  readonly clock: Clock;
  readonly random: RandomBytes;
  onChange(state: FormState): void;
}

/** How long the watch's word is waited for after a refusal, in milliseconds. */
const STATUS_WAIT_MS = 3_000;

/** Sealing and proofs are a chunk of their own: the form can be used before it is there (performance.md P6). */
const loadActing = () => arrived(import('./acting.ts'));

/** Runs one form. */
export class FormFlow implements FlowSide {
  readonly opening: OpeningOptions;
  form: OpenForm | undefined;
  sent = false;
  claimed = false;
  status: InvitationStatus | undefined;
  readonly #expiry: Expiry;
  readonly #ended = new AbortController();
  readonly #onChange: (state: FormState) => void;
  #state = initialState;
  #acting: Acting | undefined;
  #onNews = () => {};
  #stopWatch = () => {};

  /** @param options - means and listener; nothing happens before {@link start} */
  constructor({ clock, onChange, ...opening }: FormFlowOptions) {
    this.#onChange = onChange;
    this.opening = { ...opening, signal: this.#ended.signal, onWait: () => this.change({ online: false }) };
    this.#expiry = createExpiry({
      clock,
      onTick: (secondsLeft) => this.change({ secondsLeft }),
      onExpired: () => {
        if (!this.sent && !this.#state.busy) this.end('late');
      },
    });
  }

  /** The current state. */
  get state(): FormState {
    return this.#state;
  }

  /**
   * Opens the form, or resumes it when this device has its key. Call it after the person's own gesture only (SF-OTK-07).
   *
   * @param takeOver - whether another window of this device that has the form shall lose it
   */
  async start(takeOver = false): Promise<void> {
    const { opening } = this;
    this.#stopWatch = watchLater({
      transport: opening.transport,
      handle: opening.handle,
      onStatus: (status) => this.#onStatus(status),
      onOnline: (online) => this.change({ online }),
      onRefused: () => {
        if (this.#state.view === 'loading') this.end('failed');
      },
    });
    const record = await opening.devices.get(opening.recordId);
    const known = record?.key || record?.once ? record : undefined;
    try {
      const form = known
        ? await (await repeat(opening, loadActing)).comeBack(this, known, takeOver)
        : await openForm(opening);
      if (form) this.#fill(form);
    } catch {
      await this.settle(() => this.status === 'viewed');
      const view = viewOfStatus(this.status ?? 'failed');
      this.end(view === 'elsewhere' && known ? 'failed' : view);
    }
  }

  /** Seals and submits answers, see {@link Acting.submit}. */
  submit(answers: Readonly<Record<string, string>>, changed: boolean): Promise<void> {
    return this.#act('submit', (acting) => acting.submit(answers, changed));
  }

  /** Asks for one more period (SF-TIME-08). */
  extend(): Promise<void> {
    return this.#act('extend', (acting) => acting.extend());
  }

  /** Says no to the form (SF-FLOW-10). */
  decline(): Promise<void> {
    return this.#act('decline', (acting) => acting.decline());
  }

  /** Leaves the form. The invitation stays as it is, and so does what the device keeps of it. */
  leave(): void {
    this.end(this.form && this.#state.reopen === 'never' ? 'left' : 'closed');
  }

  countDown(secondsLeft: number): void {
    this.#expiry.set(secondsLeft);
  }

  settle(done = () => false): Promise<void> {
    return new Promise((resolve) => {
      const finish = () => {
        clearTimeout(timer);
        this.#onNews = () => {};
        resolve();
      };
      const timer = setTimeout(finish, STATUS_WAIT_MS);
      this.#onNews = () => {
        if (done() || this.#isOver) finish();
      };
      this.#onNews();
    });
  }

  /** Ends the flow; nothing that belonged to the form is held any longer. */
  end(view: FormView): void {
    if (this.#isOver) return;
    const { devices, recordId } = this.opening;
    this.#ended.abort();
    this.#expiry.stop();
    this.#stopWatch();
    this.form = undefined;
    this.#acting = undefined;
    if (!['closed', 'failed', 'elsewhere', 'left', 'window'].includes(view)) void devices.forget(recordId);
    this.#set({ view, busy: '', trouble: undefined, definition: undefined });
  }

  change(part: Partial<FormState>): void {
    if (!this.#isOver) this.#set(part);
  }

  get #isOver(): boolean {
    return this.#ended.signal.aborted;
  }

  #set(part: Partial<FormState>): void {
    this.#state = { ...this.#state, ...part };
    this.#onChange(this.#state);
  }

  /** Does one thing at a time; what fails is shown and can be tried again. */
  async #act(step: FormTrouble['step'], run: (acting: Acting) => Promise<void>): Promise<void> {
    if (!this.form || this.#state.busy) return;
    this.change({ busy: step, trouble: undefined });
    try {
      await run(await this.#loadActing());
    } catch (error) {
      const text = failedWith(error, 'network_failed') ? 'connectionFailed' : 'serverBusy';
      this.change({ busy: '', trouble: { step, text } });
    }
  }

  async #loadActing(): Promise<Acting> {
    const { Acting } = await loadActing();
    this.#acting ??= new Acting(this);
    return this.#acting;
  }

  #fill(form: OpenForm): void {
    if (this.#isOver) return;
    this.form = form;
    const { definition, agentName, secondsLeft, extensionsLeft, reopen, recipients, theme } = form.opened;
    const formName = definition.name;
    // Beside the agent there is at most one recipient, the archive.
    const archived = recipients.length > 1;
    this.change({
      ...{ view: 'filling', online: true, definition, formName, agentName, extensionsLeft, reopen, archived },
      theme: { ...theme, ...definition.theme },
    });
    this.countDown(secondsLeft);
    // While the person reads, so that submitting need not wait for it.
    this.#loadActing().catch(() => {});
  }

  #onStatus({ status, form, agentName, secondsLeft }: WatchStatus): void {
    this.status = status;
    this.change({ formName: form.name, agentName });
    if (status === 'submitted' && this.sent) this.end('success');
    else if (status === 'expired' && this.form) this.end('late');
    else if (isTerminal(status)) this.end(viewOfStatus(status));
    else if (status === 'viewed' && this.form && !this.#state.busy) this.countDown(secondsLeft);
    this.#onNews();
  }
}
