// Time settings and retention: tables and pure functions.
export { END_OF_TIME, retentionExpiry } from './expiry.ts';
export {
  defaultTimeLimits,
  parseTimeLimits,
  type TimeLimit,
  type TimeLimitName,
  type TimeLimits,
  timeLimits,
} from './policy.ts';
