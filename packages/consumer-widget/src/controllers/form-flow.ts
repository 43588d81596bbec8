// One form from the tap to its end: opening, time, live status, submission, declining. Headless: screens follow its state.
// Answers pass through `submit` and are not kept; what is kept for a repetition is sealed.
import type { Clock, RandomBytes } from '@tellsafe/core/encoding';
import { type InvitationStatus, isTerminal } from '@tellsafe/core/invitation';
import type { ExtendResponse, WatchStatus } from '@tellsafe/core/wire';
import { failedWith, isPassing } from '../internal/request-failure.ts';
import { formRoutes, invitationRoutes } from '../internal/routes.ts';
import type { DeviceStore } from '../page/device-store.ts';
import type { DeviceTransport } from '../page/device-transport.ts';
import { createExpiry, type Expiry } from './expiry.ts';
import { type FormState, type FormTrouble, type FormView, initialState, viewOfStatus } from './form-state.ts';
import { type OpenForm, type OpeningOptions, openForm, resumeForm } from './opening.ts';
import type { Submission } from './submission.ts';
import { watchLater } from './watch-later.ts';

/** What a flow needs. */
export interface FormFlowOptions {
  readonly transport: DeviceTransport;
  readonly handle: string;
  readonly invitationId: string;
  readonly devices: DeviceStore;
  readonly clock: Clock;
  readonly random: RandomBytes;
  onChange(state: FormState): void;
}

/** How long the watch's word is waited for after a refusal, in milliseconds. */
const STATUS_WAIT_MS = 3_000;

/** Sealing is a chunk of its own: the form can be used before it is there (performance.md P6). */
const loadSubmission = () => import('./submission.ts');

/** Runs one form. */
export class FormFlow {
  readonly #options: FormFlowOptions;
  readonly #expiry: Expiry;
  readonly #ended = new AbortController();
  #state = initialState;
  #form: OpenForm | undefined;
  #submission: Submission | undefined;
  /** A submit may have reached the server: from here on only its word counts. */
  #sent = false;
  #renewed = false;
  #status: InvitationStatus | undefined;
  #onNews = () => {};
  #stopWatch = () => {};

  /** @param options - means and listener; nothing happens before {@link start} */
  constructor(options: FormFlowOptions) {
    this.#options = options;
    this.#expiry = createExpiry({
      clock: options.clock,
      onTick: (secondsLeft) => this.#change({ secondsLeft }),
      onExpired: () => {
        if (!this.#sent && !this.#state.busy) this.#end('late');
      },
    });
  }

  /** The current state. */
  get state(): FormState {
    return this.#state;
  }

  /** Opens or resumes the form. Call it after the person's own gesture only (SF-OTK-07). */
  async start(): Promise<void> {
    const { transport, handle } = this.#options;
    this.#stopWatch = watchLater({
      transport,
      handle,
      onStatus: (status) => this.#onStatus(status),
      onOnline: (online) => this.#change({ online }),
      onRefused: () => {
        if (this.#state.view === 'loading') this.#end('failed');
      },
    });
    try {
      this.#fill(await openForm(this.#opening()));
    } catch {
      await this.#settle(() => this.#status === 'viewed');
      const known = await this.#options.devices.get(this.#options.invitationId);
      const view = viewOfStatus[this.#status ?? 'failed'];
      this.#end(view === 'elsewhere' && known?.key ? 'failed' : view);
    }
  }

  /**
   * Seals and submits answers.
   *
   * @param answers - normalised answers by question id
   * @param changed - whether anything changed since the last call; if not, the very same bytes are sent again
   */
  async submit(answers: Readonly<Record<string, string>>, changed: boolean): Promise<void> {
    const form = this.#form;
    if (!form || this.#state.busy) return;
    this.#change({ busy: true, trouble: undefined });
    try {
      const { transport, random } = this.#options;
      if (changed) this.#submission = undefined;
      const { createSubmission } = await loadSubmission();
      this.#submission ??= await createSubmission({ transport, form, answers, random });
      this.#sent = true;
      await this.#submission.send(this.#ended.signal, () => this.#change({ online: navigator.onLine }));
      this.#end('success');
    } catch (error) {
      if (isPassing(error) || this.#isOver) this.#fail('submit', error);
      else if (await this.#renew(error)) await this.submit(answers, true);
      else if (this.#state.secondsLeft === 0) this.#end('late');
      else this.#fail('submit', error);
    }
  }

  /** Asks for one more period (SF-TIME-08). */
  async extend(): Promise<void> {
    const form = this.#form;
    if (!form || this.#state.busy) return;
    this.#change({ busy: true, trouble: undefined });
    const { transport, handle } = this.#options;
    try {
      const { signal } = this.#ended;
      const extended = (await transport.postSigned(form.key, formRoutes.extend, { handle }, signal)) as ExtendResponse;
      // The new submit key replaces the older one, so bytes sealed with that are of no use any more.
      this.#submission = undefined;
      this.#form = { ...form, opened: { ...form.opened, submitKey: extended.submitKey } };
      this.#change({ busy: false, extensionsLeft: extended.extensionsLeft });
      this.#expiry.set(extended.secondsLeft);
    } catch (error) {
      this.#fail('extend', error);
    }
  }

  /** Says no to the form (SF-FLOW-10). */
  async decline(): Promise<void> {
    if (this.#state.busy || this.#isOver) return;
    this.#change({ busy: true, trouble: undefined });
    const { transport, handle } = this.#options;
    try {
      await transport.post(invitationRoutes.decline, { handle }, { signal: this.#ended.signal });
      this.#end('declined');
    } catch (error) {
      this.#fail('decline', error);
    }
  }

  /** Leaves the form. The invitation stays as it is, and so does what the device keeps of it. */
  leave(): void {
    this.#end('closed');
  }

  get #isOver(): boolean {
    return this.#ended.signal.aborted;
  }

  #opening(): OpeningOptions {
    const { transport, handle, invitationId, devices, random } = this.#options;
    const onWait = () => this.#change({ online: false });
    return { transport, handle, invitationId, devices, random, signal: this.#ended.signal, onWait };
  }

  #fill(form: OpenForm): void {
    if (this.#isOver) return;
    this.#form = form;
    const { definition, agentName, secondsLeft, extensionsLeft, reopen, recipients } = form.opened;
    const formName = definition.name;
    const archived = recipients.some(({ role }) => role === 'archive');
    this.#change({ view: 'filling', online: true, definition, formName, agentName, extensionsLeft, reopen, archived });
    this.#expiry.set(secondsLeft);
    // While the person reads, so that submitting need not wait for it.
    loadSubmission().catch(() => {});
  }

  #onStatus({ status, form, agentName, secondsLeft }: WatchStatus): void {
    this.#status = status;
    this.#change({ formName: form.name, agentName });
    if (status === 'submitted' && this.#sent) this.#end('success');
    else if (status === 'expired' && this.#form) this.#end('late');
    else if (isTerminal(status)) this.#end(viewOfStatus[status]);
    else if (status === 'viewed' && this.#form && !this.#state.busy) this.#expiry.set(secondsLeft);
    this.#onNews();
  }

  /** Another window of this device may have taken over the submit key: resumes once to get a new one. */
  async #renew(error: unknown): Promise<boolean> {
    const form = this.#form;
    if (!failedWith(error, 'otk_invalid') || this.#renewed || !form) return false;
    await this.#settle(() => false);
    if (this.#isOver) return false;
    this.#renewed = true;
    try {
      this.#form = await resumeForm(this.#opening(), form.key);
    } catch {
      return false;
    }
    this.#change({ busy: false });
    return !this.#isOver;
  }

  /** Waits for the watch's word on how the invitation stands: until it has ended, `done` holds, or a few seconds are over. */
  #settle(done: () => boolean): Promise<void> {
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

  #fail(step: FormTrouble['step'], error: unknown): void {
    const text = failedWith(error, 'network_failed') ? 'connectionFailed' : 'serverBusy';
    this.#change({ busy: false, trouble: { step, text } });
  }

  /** Ends the flow; nothing that belonged to the form is held any longer. */
  #end(view: FormView): void {
    if (this.#isOver) return;
    this.#ended.abort();
    this.#expiry.stop();
    this.#stopWatch();
    this.#form = undefined;
    this.#submission = undefined;
    const { devices, invitationId } = this.#options;
    if (!['closed', 'failed', 'elsewhere'].includes(view)) void devices.forget(invitationId);
    this.#state = { ...this.#state, view, busy: false, trouble: undefined, definition: undefined };
    this.#options.onChange(this.#state);
  }

  #change(part: Partial<FormState>): void {
    if (this.#isOver) return;
    this.#state = { ...this.#state, ...part };
    this.#options.onChange(this.#state);
  }
}
