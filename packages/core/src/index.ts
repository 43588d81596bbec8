// @tellsafe/core: the protocol. Everything here is also reachable, in smaller pieces, through the folder subpaths.
export { type Clock, systemClock } from './clock.ts';
export {
  type ErrorCode,
  type ErrorIssue,
  type ErrorParams,
  errorCodes,
  errorMessage,
  isErrorCode,
  isTellsafeError,
  TellsafeError,
} from './errors.ts';
export { createUuid, isAccountId, isUuid, type RandomBytes, uuidFromBytes, uuidToBytes } from './ids.ts';
