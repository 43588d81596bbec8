// How a sign-in stands, as the server tells it; read once, at the edge.
import { TellsafeError } from '@tellsafe/core';
import type { OperatorRole } from '@tellsafe/core/wire';

/** What comes next. `done`: somebody is signed in. */
export type LoginStep = 'signed-out' | 'second-factor' | 'new-password' | 'enrol-second-factor' | 'done';

const steps: readonly string[] = [
  'signed-out',
  'second-factor',
  'new-password',
  'enrol-second-factor',
  'done',
] satisfies readonly LoginStep[];

/** Who signs in. */
export interface LoginOperator {
  /** The kit's agent id. */
  readonly id: string;
  /** By which they sign in. */
  readonly name: string;
  readonly displayName: string;
  readonly role: OperatorRole;
  readonly permissions: readonly string[];
  readonly hasSecondFactor: boolean;
}

/** What a new password has to satisfy, besides a letter and a digit. */
export interface PasswordRules {
  /** Characters (code points). */
  readonly minPasswordLength: number;
  readonly maxPasswordLength: number;
  /** So many of the last ones, the current one among them, are not taken again. */
  readonly passwordHistory: number;
}

/** A sign-in that was begun. */
export interface BegunLogin {
  readonly step: Exclude<LoginStep, 'signed-out'>;
  readonly operator: LoginOperator;
  readonly policy: PasswordRules;
  /** Ends after this many seconds without activity. */
  readonly idleSeconds: number;
  /** Ends then, however active. */
  readonly secondsLeft: number;
}

/** How the sign-in of this browser stands. */
export type LoginState = { readonly step: 'signed-out' } | BegunLogin;

/** Nobody. */
export const signedOut: LoginState = Object.freeze({ step: 'signed-out' });

/**
 * Reads the server's answer.
 *
 * @throws {TellsafeError} `network_failed` for what is no state: something in between answered
 */
export function parseLoginState(body: unknown): LoginState {
  const { step, operator, policy } = (body ?? {}) as Readonly<Record<string, unknown>>;
  if (step === 'signed-out') return signedOut;
  const isKnown = typeof step === 'string' && steps.includes(step);
  if (!isKnown || typeof operator !== 'object' || operator === null || typeof policy !== 'object' || policy === null) {
    throw new TellsafeError('network_failed');
  }
  return body as LoginState;
}
