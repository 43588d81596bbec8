// @tellsafe/core/otk: one-time keys, handles, device claims and consumer keys: formats and rules for servers and clients.
// A page that only needs handles imports ./otk/handle, which brings no library.
export { CLAIM_BYTES, deviceIdOf } from './claim.ts';
export { type ConsumerKey, encodeConsumerKey, parseConsumerKey } from './consumer-key.ts';
export {
  consumerKeyInput,
  deviceKeyInput,
  handleSecretInput,
  type InvitationAddress,
  sessionKeyInput,
  submitSecretInput,
} from './derive.ts';
export { encodeHandle, HANDLE_SECRET_BYTES, type Handle, invitationIdOf, parseHandle } from './handle.ts';
export { deviceIdOfSync, invitationIdOfSync } from './handle-sync.ts';
export {
  encodeOneTimeKey,
  ONE_TIME_KEY_SECRET_BYTES,
  type OneTimeKey,
  oneTimeKeyMacInput,
  parseOneTimeKey,
} from './one-time-key.ts';
export { type Purpose, purposes } from './purpose.ts';
export {
  checkOneTimeKey,
  issueOneTimeKey,
  type OtkAttempt,
  type OtkOutcome,
  type OtkRecord,
  type OtkRefusal,
  REPEAT_WINDOW_MS,
  spendOneTimeKey,
} from './record.ts';
