// A login over a store, with a clock that stands still and hashes that cost little; and browsers that keep its cookie.
import { webRandom } from '@tellsafe/core/crypto';
import { memoryKeys } from '../../src/keys/memory.ts';
import type { KeyProvider } from '../../src/keys/types.ts';
import type { LogEntry } from '../../src/log.ts';
import {
  argon2Passwords,
  type OperatorInput,
  type OperatorLogin,
  type OperatorLoginOptions,
  operatorLogin,
} from '../../src/operators/index.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import type { Store } from '../../src/stores/types.ts';
import { type Answered, ok, readAnswer } from '../clients.ts';
import { ACCOUNT, OTHER_ACCOUNT, type TestClock, testClock } from '../harness.ts';
import { auditOf } from '../support/audit.ts';

export const DESK = 'https://desk.acme.example';
export const PASSWORD = 'correct horse 1';

/** As weak as argon2 goes: what these tests are about is everything else. */
export const quickPasswords = argon2Passwords(webRandom, { memoryKib: 8, passes: 1 });

export interface Stage {
  readonly store: Store;
  readonly keys: KeyProvider;
  readonly clock: TestClock;
  readonly log: LogEntry[];
  readonly login: OperatorLogin;
}

export function createStage(given: Partial<OperatorLoginOptions> = {}, clock = testClock()): Stage {
  const store = given.store ?? memoryStore({ clock });
  const keys = given.keys ?? memoryKeys();
  const log: LogEntry[] = [];
  const login = operatorLogin({
    ...{ store, keys, clock, accounts: [ACCOUNT, OTHER_ACCOUNT], origins: [DESK], passwords: quickPasswords },
    log: (entry) => log.push(entry),
    ...given,
  });
  return { store, keys, clock, log, login };
}

/** What the audit was told, in short. */
export async function toldOf({ store }: Pick<Stage, 'store'>): Promise<string[]> {
  const entries = await auditOf({ stores: { records: store, sealed: store, volatile: store } });
  const outcomeOf = (outcome: (typeof entries)[number]['outcome']) =>
    typeof outcome === 'string' ? outcome : outcome.refused;
  return entries.map(({ action, outcome }) => `${action} ${outcomeOf(outcome)}`);
}

/** A browser on the desk's page. */
export class Browser {
  readonly login: Pick<OperatorLogin, 'fetch'>;
  cookie = '';

  constructor({ login }: { readonly login: Pick<OperatorLogin, 'fetch'> }) {
    this.login = login;
  }

  async send<Body = Record<string, unknown>>(request: Request): Promise<Answered<Body>> {
    if (this.cookie !== '') request.headers.set('cookie', this.cookie);
    const answer = await readAnswer<Body>(await this.login.fetch(request));
    const set = answer.headers.get('set-cookie');
    if (set !== null) this.cookie = set.includes('Max-Age=0') ? '' : (set.split(';')[0] ?? '');
    return answer;
  }

  post<Body = Record<string, unknown>>(path: string, body: unknown = {}, headers: Record<string, string> = {}) {
    const all = { 'content-type': 'application/json', origin: DESK, ...headers };
    return this.send<Body>(
      new Request(`${DESK}/operators${path}`, { method: 'POST', headers: all, body: JSON.stringify(body) }),
    );
  }

  get<Body = Record<string, unknown>>(path: string) {
    return this.send<Body>(new Request(`${DESK}/operators${path}`));
  }

  signIn(name: string, password: string = PASSWORD, account: string = ACCOUNT) {
    return this.post<{ step: string }>('/sign-in', { account, name, password });
  }

  /** The principal that the kit would get. */
  principal(stage: Stage) {
    return stage.login(new Request(`${DESK}/tellsafe/v1/agent/sessions`, { headers: { cookie: this.cookie } }));
  }

  async step(): Promise<string> {
    const { body } = await this.get<{ step: string }>('/me');
    return body.step === 'signed-out' ? 'signed out' : body.step;
  }
}

/** An operator who has been through the first sign-in. */
export async function createOperator(
  { login }: { readonly login: Pick<OperatorLogin, 'fetch' | 'operators'> },
  name: string,
  more: Partial<OperatorInput> = {},
): Promise<string> {
  const input = { accountId: ACCOUNT, name, displayName: name.toUpperCase(), role: 'agent', ...more } as const;
  const { operator, password } = await login.operators.create(input);
  const browser = new Browser({ login });
  ok(await browser.signIn(name, password, input.accountId));
  ok(await browser.post('/password', { current: password, next: PASSWORD }));
  ok(await browser.post('/sign-out'));
  return operator.id;
}

/** A stage with an operator and a browser that is signed in. */
export async function signedIn(
  name: string,
  given: Partial<OperatorLoginOptions> = {},
  more: Partial<OperatorInput> = {},
) {
  const stage = createStage(given);
  const id = await createOperator(stage, name, more);
  const browser = new Browser(stage);
  ok(await browser.signIn(name));
  return { stage, id, browser };
}
