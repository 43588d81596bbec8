// The built-in login over a store in memory, with a clock in a test's hands, and browsers whose clients keep its cookie.
import { webRandom } from '@tellsafe/core/crypto';
import { memoryKeys } from '@tellsafe/server-kit/keys/memory';
import {
  argon2Passwords,
  type OperatorLogin,
  type OperatorLoginOptions,
  operatorLogin,
} from '@tellsafe/server-kit/operators';
import { memoryStore } from '@tellsafe/server-kit/stores/memory';
import { Secret, TOTP } from 'otpauth';
import { createLoginClient, type LoginClient, type LoginClientOptions } from '../../src/login/login-client.ts';

export const DESK = 'https://desk.example';
export const PASSWORD = 'juniper-desk-2026';

/** A login and its people. */
export interface LoginStage {
  readonly login: OperatorLogin;
  now: number;
  /** A client in a browser of its own. */
  browser(options?: Partial<LoginClientOptions>): LoginClient;
  /** Somebody with a password that was given by an admin. */
  create(name: string): Promise<{ readonly id: string; readonly password: string }>;
  /** Somebody who has been through the first sign-in. */
  admit(name: string): Promise<string>;
  /** What an authenticator app shows. */
  codeOf(secret: string): string;
}

/** Sets it. */
export function loginStage(given: Partial<OperatorLoginOptions> = {}): LoginStage {
  const stage = { now: Date.UTC(2026, 10, 2, 9) };
  const clock = () => stage.now;
  const login = operatorLogin({
    ...{ store: memoryStore({ clock }), keys: memoryKeys(), clock, accounts: ['juniper'], origins: [DESK] },
    passwords: argon2Passwords(webRandom, { memoryKib: 8, passes: 1 }),
    log: () => undefined,
    ...given,
  });
  const browser: LoginStage['browser'] = (options = {}) => {
    let cookie = '';
    const fetch = async (request: Request): Promise<Response> => {
      const sent = new Request(request, { headers: { ...Object.fromEntries(request.headers), cookie, origin: DESK } });
      const answer = await login.fetch(sent);
      const set = answer.headers.get('set-cookie');
      if (set !== null) cookie = set.includes('Max-Age=0') ? '' : (set.split(';')[0] ?? '');
      return answer;
    };
    return createLoginClient({ account: 'juniper', endpoint: `${DESK}/operators`, fetch, ...options });
  };
  const create: LoginStage['create'] = async (name) => {
    const input = { accountId: 'juniper', name, displayName: name.toUpperCase(), role: 'agent' } as const;
    const { operator, password } = await login.operators.create(input);
    return { id: operator.id, password };
  };
  return Object.assign(stage, {
    ...{ login, browser, create },
    async admit(name: string) {
      const { id, password } = await create(name);
      const first = browser();
      await first.signIn(name, password);
      await first.changePassword(password, PASSWORD);
      await first.signOut();
      return id;
    },
    codeOf: (secret: string) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: stage.now }),
  });
}
