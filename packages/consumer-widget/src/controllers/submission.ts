// Seals answers in the page and submits them. A lost submit is repeated with identical bytes, so it can only count once.
import { type RecipientKey, sealAnswers } from '@tellsafe/core/answers';
import { prepareSuite } from '@tellsafe/core/crypto/hpke';
import { type RandomBytes, utf8 } from '@tellsafe/core/encoding';
import { RequestFailure } from '../internal/request-failure.ts';
import { retrying } from '../internal/retry.ts';
import { formRoutes } from '../internal/routes.ts';
import type { DeviceTransport } from '../page/device-transport.ts';
import { postSigned } from '../page/signed-post.ts';
import type { OpenForm } from './opening.ts';

/** Sealed answers on their way. Holds ciphertext only. */
export interface Submission {
  /**
   * Sends the sealed answers, also again: always the same bytes.
   *
   * @throws {RequestFailure} the server's code, or `network_failed` after the last attempt
   */
  send(signal: AbortSignal, onWait?: () => void): Promise<void>;
}

/** What a submission needs. */
export interface SubmissionOptions {
  readonly transport: DeviceTransport;
  readonly form: OpenForm;
  /** Normalised answers by question id. */
  readonly answers: Readonly<Record<string, string>>;
  readonly random: RandomBytes;
}

/** Together about 15 seconds; the server answers a repeat of the same bytes for 60 seconds. */
const SUBMIT_ATTEMPTS = 6;

/**
 * Fetches what the recipients' suites need, while the person types: ML-KEM, where the browser has none of its own and a key asks
 * for it.
 *
 * @param recipients - of the opened form
 * @throws {RequestFailure} `network_failed` when it did not arrive
 */
export async function prepareSealing(recipients: readonly RecipientKey[]): Promise<void> {
  try {
    for (const { suite } of recipients) await prepareSuite(suite);
  } catch (cause) {
    throw (cause as { code?: string }).code === 'network_failed'
      ? new RequestFailure('network_failed', { cause })
      : cause;
  }
}

/**
 * Seals answers for the recipients of an opened form.
 *
 * @param options - the form and what was answered
 * @throws {RequestFailure} `network_failed` when code for sealing did not arrive
 * @throws {TellsafeError} when the answers cannot be sealed
 */
export async function createSubmission({ transport, form, answers, random }: SubmissionOptions): Promise<Submission> {
  const { definition, context, recipients, submitKey } = form.opened;
  await prepareSealing(recipients);
  const sealed = await sealAnswers(definition, answers, context, recipients, random);
  const body = utf8(JSON.stringify({ submitKey, sealed }));
  return {
    async send(signal, onWait) {
      await retrying(
        () => postSigned({ transport, random }, { key: form.key, path: formRoutes.submit, body, signal }),
        {
          attempts: SUBMIT_ATTEMPTS,
          signal,
          ...(onWait && { onWait }),
        },
      );
    },
  };
}
