// A login client whose server a test plays.
import { createObservable } from '../../src/emitter.ts';
import type { LoginClient } from '../../src/login/login-client.ts';
import type { LoginState, LoginStep } from '../../src/login/login-state.ts';

/** A login client that says what was asked of it. */
export interface FakeLogin extends LoginClient {
  readonly calls: string[];
  /** The next call fails; `then` is how it stands afterwards. */
  fail(error: unknown, then?: LoginStep): void;
  become(step: LoginStep): void;
  /** The server answers again. */
  reachable(): void;
}

/** How the login begins. */
export interface FakeLoginOptions {
  readonly first?: LoginStep;
  readonly afterSignIn?: LoginStep;
  readonly unreachable?: boolean;
}

/** Makes one. */
export function fakeLogin({
  first = 'signed-out',
  afterSignIn = 'done',
  unreachable = false,
}: FakeLoginOptions = {}): FakeLogin {
  const state = createObservable<LoginState>({ step: 'signed-out' });
  const calls: string[] = [];
  let failure: { readonly error: unknown; readonly then: LoginStep | undefined } | undefined;
  let silent = unreachable;
  let name = 'maya';
  const become = (step: LoginStep): LoginState => {
    const operator = {
      id: 'o1',
      name,
      displayName: 'Maya Lind',
      role: 'agent',
      permissions: [],
      hasSecondFactor: false,
    } as const;
    const policy = { minPasswordLength: 12, maxPasswordLength: 128, passwordHistory: 4 };
    state.set(step === 'signed-out' ? { step } : { step, operator, policy, idleSeconds: 900, secondsLeft: 43_200 });
    return state.get();
  };
  const call = async (text: string, step: LoginStep): Promise<LoginState> => {
    calls.push(text);
    const failed = failure;
    failure = undefined;
    if (failed) {
      if (failed.then) become(failed.then);
      throw failed.error;
    }
    return become(step);
  };
  return {
    ...{ calls, become },
    state: { get: state.get, subscribe: state.subscribe },
    load: async () => {
      calls.push('load');
      if (silent) throw new TypeError('offline');
      return become(calls.length === 1 || unreachable ? first : state.get().step);
    },
    signIn: (given, password) => {
      name = given;
      return call(`signIn ${given} ${password}`, afterSignIn);
    },
    passSecondFactor: (code) => call(`passSecondFactor ${code}`, 'done'),
    changePassword: (current, next) => call(`changePassword ${current} ${next}`, 'done'),
    async beginEnrolment(password) {
      await call(`beginEnrolment ${password}`, state.get().step);
      return { secret: 'JBSWY3DPEHPK3PXP', uri: 'otpauth://totp/Desk:maya?secret=JBSWY3DPEHPK3PXP&issuer=Desk' };
    },
    confirmEnrolment: (code) => call(`confirmEnrolment ${code}`, 'done'),
    touch: () => void calls.push('touch'),
    async signOut() {
      await call('signOut', 'signed-out');
    },
    fail: (error, then) => {
      failure = { error, then };
    },
    reachable: () => {
      silent = false;
    },
  };
}
