// The headless client of the built-in login: from name and password, step by step, to being signed in, and out again.
import { isTellsafeError } from '@tellsafe/core';
import { absoluteEndpoint } from '../absolute-endpoint.ts';
import { createObservable, type Observable } from '../emitter.ts';
import { systemTimers, type Timers } from '../timers.ts';
import type { Fetch } from '../transport.ts';
import { type LoginState, parseLoginState, signedOut } from './login-state.ts';
import { createLoginTransport } from './login-transport.ts';

/** Options of {@link createLoginClient}. */
export interface LoginClientOptions {
  /** The account whose people sign in. */
  readonly account: string;
  /** Where the login's routes are, of the page's own origin. Default `/operators`. */
  readonly endpoint?: string;
  /** Default `globalThis.fetch`. */
  readonly fetch?: Fetch;
  /** Default: `setTimeout`. */
  readonly timers?: Timers;
}

/** A secret for an authenticator app; it counts once its first code was right. */
export interface SecondFactorEnrolment {
  /** Base32, for typing. */
  readonly secret: string;
  /** `otpauth://…`, for a QR code. */
  readonly uri: string;
}

/**
 * A sign-in by the built-in login (docs/login.md). Every method but `touch` rejects with a TellsafeError; `loginFailureOf` says in one
 * word why. Passwords, codes and secrets are handed on and kept nowhere.
 */
export interface LoginClient {
  /** How it stands, as far as known; `signed-out` until `load` was called. */
  readonly state: Observable<LoginState>;
  /** Asks how it stands: at the start of a page, and whenever it may be over. */
  load(): Promise<LoginState>;
  /** @throws {TellsafeError} `login_required` whatever is wrong: name, password, or the account is locked or disabled */
  signIn(name: string, password: string): Promise<LoginState>;
  /** Step `second-factor`. @param code - 6 digits; spaces between them do not matter */
  passSecondFactor(code: string): Promise<LoginState>;
  /** Step `new-password`, or of one's own accord. @throws {TellsafeError} `request_invalid` with issues at `current` or `next` */
  changePassword(current: string, next: string): Promise<LoginState>;
  /** Step `enrol-second-factor`, or of one's own accord. @throws {TellsafeError} `request_invalid` with an issue at `password` */
  beginEnrolment(password: string): Promise<SecondFactorEnrolment>;
  /** @throws {TellsafeError} `request_invalid` with an issue at `code` */
  confirmEnrolment(code: string): Promise<LoginState>;
  /** Keep-alive on real activity; cheap, call it as often as you like. */
  touch(): void;
  /** Ends the login and its agent sessions. The state is `signed-out` even when the server cannot be reached. */
  signOut(): Promise<void>;
}

/** Activity is told to the server at most this often. */
const ACTIVITY_INTERVAL_MS = 30_000;

/**
 * Creates a client of the built-in login.
 *
 * @throws {TellsafeError} `option_invalid` when the endpoint is not an address
 * @example
 * ```ts
 * const login = createLoginClient({ account: 'acme' });
 * let state = await login.load();
 * if (state.step === 'signed-out') state = await login.signIn('ada', 'juniper-desk-2026');
 * if (state.step === 'second-factor') state = await login.passSecondFactor('123 456');
 * ```
 */
export function createLoginClient(options: LoginClientOptions): LoginClient {
  const { account, timers = systemTimers } = options;
  const fetch: Fetch = options.fetch ?? ((request) => globalThis.fetch(request));
  const transport = createLoginTransport(absoluteEndpoint('endpoint', options.endpoint ?? '/operators'), fetch, timers);
  const state = createObservable<LoginState>(signedOut);
  let resting = false;

  const load = async (): Promise<LoginState> => {
    state.set(parseLoginState(await transport.get('/me')));
    return state.get();
  };
  const step = async (path: string, body: unknown): Promise<LoginState> => {
    try {
      await transport.post(path, body);
    } catch (error) {
      // Whether only this attempt failed or the whole sign-in is over, `login_required` does not say.
      if (isTellsafeError(error, 'login_required')) await load().catch(() => undefined);
      throw error;
    }
    return load();
  };
  return {
    state: { get: state.get, subscribe: state.subscribe },
    load,
    signIn: (name, password) => step('/sign-in', { account, name, password }),
    passSecondFactor: (code) => step('/second-factor', { code: digits(code) }),
    changePassword: (current, next) => step('/password', { current, next }),
    beginEnrolment: async (password) =>
      (await transport.post('/second-factor/enrol', { password })) as SecondFactorEnrolment,
    confirmEnrolment: (code) => step('/second-factor/confirm', { code: digits(code) }),
    touch() {
      if (resting || state.get().step === 'signed-out') return;
      resting = true;
      timers.after(ACTIVITY_INTERVAL_MS, () => {
        resting = false;
      });
      transport.post('/activity', {}).catch((error) => {
        if (isTellsafeError(error, 'login_required')) state.set(signedOut);
      });
    },
    async signOut() {
      try {
        await transport.post('/sign-out', {});
      } finally {
        state.set(signedOut);
      }
    },
  };
}

/** Digits as an app shows them: without spaces, and in ASCII when they were typed on an Arabic or Persian keyboard. */
function digits(code: string): string {
  return code
    .normalize('NFKC')
    .replace(/[^\p{Nd}]/gu, '')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => `${digit.charCodeAt(0) & 0xf}`);
}
