// What a person does with an open form: submit, ask for more time, decline. With everything that seals and proves it is a chunk of
// its own that loads while the person types (performance.md P6). Answers pass through `submit` and are not kept.
import type { InvitationStatus } from '@tellsafe/core/invitation';
import type { ExtendRequest, ExtendResponse } from '@tellsafe/core/wire';
import { failedWith, isPassing } from '../internal/request-failure.ts';
import { retrying } from '../internal/retry.ts';
import { formRoutes, invitationRoutes } from '../internal/routes.ts';
import { postSigned } from '../page/signed-post.ts';
import type { FormState, FormTrouble, FormView } from './form-state.ts';
import type { OpenForm, OpeningOptions } from './opening.ts';
import { claimWindow, resumeForm } from './resuming.ts';
import { createSubmission, prepareSealing, type Submission } from './submission.ts';

export { comeBack } from './resuming.ts';

/** The flow, as acting sees it. */
export interface FlowSide {
  readonly opening: OpeningOptions;
  readonly state: FormState;
  /** The opened form; a new submit key comes with a new object. */
  form: OpenForm | undefined;
  /** A submit may have reached the server: from here on only its word counts. */
  sent: boolean;
  /** Whether this window has asked to be the one that fills the form in. */
  claimed: boolean;
  /** The newest status that the watch told. */
  readonly status: InvitationStatus | undefined;
  change(part: Partial<FormState>): void;
  countDown(secondsLeft: number): void;
  end(view: FormView): void;
  /**
   * Waits a few seconds for the watch's word on how the invitation stands.
   *
   * @param done - whether enough is known
   */
  settle(done?: () => boolean): Promise<void>;
}

/** The form can still be filled in meanwhile; the person may press again. */
const EXTEND_ATTEMPTS = 3;

/** Acts on one open form. What fails is thrown; the flow shows it. */
export class Acting {
  readonly #flow: FlowSide;
  #submission: Submission | undefined;
  #renewed = false;

  /** @param flow - the flow that was opened */
  constructor(flow: FlowSide) {
    this.#flow = flow;
    if (!flow.claimed) void claimWindow(flow, true);
    // While the person types; what does not arrive is asked for again when it is needed.
    prepareSealing(flow.form?.opened.recipients ?? []).catch(() => {});
  }

  /**
   * Seals and submits answers.
   *
   * @param answers - normalised answers by question id
   * @param changed - whether anything changed since the last call; if not, the very same bytes are sent again
   * @throws {RequestFailure} the server's code, or `network_failed`
   */
  async submit(answers: Readonly<Record<string, string>>, changed: boolean): Promise<void> {
    const flow = this.#flow;
    if (changed) this.#submission = undefined;
    try {
      const { form } = flow;
      if (!form) return;
      this.#submission ??= await createSubmission({ ...flow.opening, form, answers });
      flow.sent = true;
      await this.#submission.send(flow.opening.signal, () => this.#stillTrying('submit'));
      flow.end('success');
    } catch (error) {
      if (isPassing(error) || flow.opening.signal.aborted) throw error;
      if (await this.#renew(error)) await this.submit(answers, true);
      else if (flow.state.secondsLeft === 0) flow.end('late');
      else throw error;
    }
  }

  /** Asks for one more period (SF-TIME-08); an answer that is lost is asked for again and counts once. */
  async extend(): Promise<void> {
    const flow = this.#flow;
    const { form, opening } = flow;
    if (!form) return;
    const { handle, signal } = opening;
    const body = { handle, extensionsLeft: flow.state.extensionsLeft } satisfies ExtendRequest;
    const answer = await retrying(() => postSigned(opening, { key: form.key, path: formRoutes.extend, body, signal }), {
      attempts: EXTEND_ATTEMPTS,
      signal,
      onWait: () => this.#stillTrying('extend'),
    });
    const { submitKey, extensionsLeft, secondsLeft } = answer as ExtendResponse;
    // The new submit key replaces the older one, so bytes sealed with that are of no use any more.
    this.#submission = undefined;
    flow.form = { ...form, opened: { ...form.opened, submitKey } };
    flow.change({ busy: '', trouble: undefined, extensionsLeft });
    flow.countDown(secondsLeft);
  }

  /** Says no to the form (SF-FLOW-10). */
  async decline(): Promise<void> {
    const { transport, handle, signal } = this.#flow.opening;
    await transport.post(invitationRoutes.decline, { handle }, { signal });
    this.#flow.end('declined');
  }

  /** The connection is slow or gone, and the same request is on its way again. */
  #stillTrying(step: FormTrouble['step']): void {
    this.#flow.change({ online: navigator.onLine, trouble: { step, text: 'stillTrying' } });
  }

  /** Another window of this device may have taken over the submit key: resumes once to get a new one. */
  async #renew(error: unknown): Promise<boolean> {
    const flow = this.#flow;
    const { form, opening } = flow;
    if (!failedWith(error, 'otk_invalid') || this.#renewed || !form) return false;
    await flow.settle();
    if (opening.signal.aborted) return false;
    this.#renewed = true;
    try {
      flow.form = await resumeForm(opening, form.key);
    } catch {
      return false;
    }
    return !opening.signal.aborted;
  }
}
