// The secret of an endpoint, by which the brand's system knows who sends.
// @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#signature-scheme
import { type RandomBytes, webRandom } from '@tellsafe/core/crypto';

const PREFIX = 'whsec_';
const BYTES = 32;
const MIN_BYTES = 24;
const MAX_BYTES = 64;
const base64Pattern = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * Makes a secret: `whsec_` and 32 random bytes in base64. **Security:** whoever has it can send what the brand's system believes
 * to be of Tellsafe.
 */
export function createWebhookSecret(random: RandomBytes = webRandom): string {
  return `${PREFIX}${btoa(String.fromCharCode(...random(BYTES)))}`;
}

/** Whether a text is a secret: `whsec_` and 24 to 64 bytes in base64. */
export function isWebhookSecret(text: unknown): text is string {
  if (typeof text !== 'string' || !text.startsWith(PREFIX)) return false;
  const encoded = text.slice(PREFIX.length);
  if (!base64Pattern.test(encoded)) return false;
  const { length } = atob(encoded);
  return length >= MIN_BYTES && length <= MAX_BYTES;
}
