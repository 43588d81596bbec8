// @tellsafe/core/encoding: bytes and texts, identifiers and the error class. Small and free of dependencies.
export { type Clock, systemClock } from '../clock.ts';
export {
  type ErrorCode,
  type ErrorIssue,
  type ErrorParams,
  errorCodes,
  errorMessage,
  isErrorCode,
  isTellsafeError,
  TellsafeError,
} from '../errors.ts';
export { createUuid, isAccountId, isUuid, type RandomBytes, uuidFromBytes, uuidToBytes } from '../ids.ts';
export { fromBase64url, isBase64url, toBase64url } from './base64url.ts';
export { canonicalJson, type Json } from './canonical-json.ts';
export { lengthPrefixed } from './length-prefixed.ts';
export { roomFor } from './room.ts';
export { fromUtf8, utf8 } from './utf8.ts';
