// @tellsafe/server-kit/operators: the built-in login of agents, managers and admins, with its policy. A host that has a login of its
// own needs nothing of it (docs/login.md).
export type { EndedLogin } from '../accounts/principal.ts';
export type { OperatorMethods, WithPassword } from './manage.ts';
export type { OperatorInput, OperatorPlace, OperatorUpdate } from './operator-input.ts';
export { type OperatorLogin, type OperatorLoginOptions, operatorLogin } from './operator-login.ts';
export type { OperatorView } from './operator-view.ts';
export type { Profile, Profiles } from './parts.ts';
export { type Argon2Costs, argon2Passwords, type PasswordHash } from './password-hash.ts';
export {
  type LoginPolicy,
  type PolicyOptions,
  type PolicyPreset,
  type PolicyReportLine,
  type PolicySetting,
  policyPresets,
  policyReport,
} from './policy.ts';
export type { SignInLimitOptions } from './sign-in-limits.ts';
export type { Enrolment } from './steps.ts';
