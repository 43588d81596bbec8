// The commands about people: the first admin, who is there, unlocking, a new password; what they refuse, and what they never show.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Browser } from '../../test/operators/stage.ts';
import { auditOf } from '../../test/support/audit.ts';
import { createKeyFile, fileKeys } from '../keys/file.ts';
import { type OperatorLogin, type OperatorLoginOptions, operatorLogin } from '../operators/index.ts';
import { sqliteStore } from '../stores/sqlite.ts';
import { runCli } from './run.ts';

let folder = '';
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tellsafe-'));
  createKeyFile(join(folder, 'tellsafe.keys'));
  await sqliteStore(join(folder, 'records.db')).close();
});
afterEach(() => rmSync(folder, { recursive: true }));

async function run(action: string, ...args: string[]) {
  const [written, errors]: [string[], string[]] = [[], []];
  const output = { write: (text: string) => written.push(text), error: (text: string) => errors.push(text) };
  const code = await runCli(['operators', action, ...args], '1.2.3', output);
  return { code, written: written.join(''), errors: errors.join('') };
}

/** With the account, the store and the keys. */
const at = (action: string, ...args: string[]) =>
  run(
    action,
    ...args,
    ...['--account', 'acme', '--sqlite', join(folder, 'records.db'), '--keys', join(folder, 'tellsafe.keys')],
  );

const passwordIn = (written: string): string => written.trim().split('\n').at(-1) ?? '';

/** The login of a server over the same store. */
async function withLogin<Result>(
  work: (login: OperatorLogin, actions: () => Promise<string[]>) => Promise<Result>,
  options: Partial<OperatorLoginOptions> = {},
): Promise<Result> {
  const [store, keys] = [sqliteStore(join(folder, 'records.db')), fileKeys(join(folder, 'tellsafe.keys'))];
  const login = operatorLogin({ store, keys, accounts: ['acme'], origins: ['https://desk.acme.example'], ...options });
  const actions = async () =>
    (await auditOf({ stores: { records: store, sealed: store, volatile: store } })).map(({ action }) => action);
  try {
    return await work(login, actions);
  } finally {
    await store.close();
    keys.close();
  }
}

test('SF-PERM-02 operators add makes the first admin, whose password is shown once and replaced at the first sign-in', async () => {
  const { code, written, errors } = await at('add', 'Ada', '--role', 'admin', '--display-name', 'Ada Brandt');
  expect([code, errors]).toEqual([0, '']);
  const password = passwordIn(written);
  const again = await at('list');
  expect(again.written).toMatch(/^ada {2}Ada Brandt {2}admin {2}active {2}password alone {2}password of 20/);
  expect(again.written).not.toContain(password);
  await withLogin(async (login, actions) => {
    const browser = new Browser({ login });
    expect((await browser.signIn('ada', password, 'acme')).body.step).toBe('new-password');
    expect(await actions()).toEqual(['operator-create', 'policy-change', 'operator-sign-in']);
  });
});

test('SF-POL-02 operators enable unlocks, operators reset gives a new password; the policy in force is not touched', async () => {
  const policy = { minPasswordLength: 30, maxFailedSignIns: 3 };
  const profiles = { lead: { role: 'manager', permissions: ['conversations.watch'] } } as const;
  await withLogin((login) => login.operators.list({ accountId: 'acme' }), { policy, profiles });
  expect((await at('add', 'nora', '--role', 'manager', '--profile', 'other')).errors).toContain('no such profile');
  const first = passwordIn((await at('add', 'nora', '--role', 'manager', '--profile', 'lead')).written);
  expect(first.length).toBeGreaterThanOrEqual(30);
  const trySignIn = (login: OperatorLogin, password: string) => new Browser({ login }).signIn('nora', password, 'acme');
  await withLogin(
    async (login) => {
      for (let wrong = 0; wrong < 3; wrong += 1) await trySignIn(login, `wrong ${wrong}`);
      expect((await trySignIn(login, first)).status).toBe(401);
      expect((await at('list')).written).toContain('manager (lead)  locked');
      expect((await at('enable', 'NORA')).written).toBe('NORA can sign in again, with the password of before.\n');
      expect((await trySignIn(login, first)).status).toBe(200);
      const second = passwordIn((await at('reset', 'nora')).written);
      expect((await trySignIn(login, first)).status).toBe(401);
      expect((await trySignIn(login, second)).body.step).toBe('new-password');
    },
    { policy, profiles },
  );
  await withLogin(
    async (_, actions) => expect((await actions()).filter((action) => action === 'policy-change')).toHaveLength(1),
    { policy, profiles },
  );
});

test('operators say what is wrong, change nothing and repeat nothing', async () => {
  await at('add', 'ada', '--role', 'admin');
  const cases: readonly (readonly [Promise<{ code: number; written: string; errors: string }>, number, RegExp])[] = [
    [at('add', 'ada', '--role', 'agent'), 1, /Somebody of this name is there already/],
    [at('add', 's3cret name', '--role', 'agent'), 1, /without spaces/],
    [at('add', 's3cret', '--role', 'root'), 2, /Which role/],
    [at('add', '--role', 'agent'), 2, /Who\?/],
    [at('add', 's3cret', 's3cret2', '--role', 'agent'), 2, /Who\?/],
    [at('reset', 's3cret'), 1, /nobody of this name/],
    [at('enable', 'ada', '--role', 'admin'), 2, /belong to operators add/],
    [at('list', 's3cret'), 2, /needs no name/],
    [at('list', '--s3cret'), 2, /not right/],
    [run('list', '--account', 'S3CRET', '--sqlite', 'x'), 2, /Which account/],
    [run('list', '--account', 'acme'), 2, /Which store/],
    [
      run('list', '--account', 'acme', '--sqlite', join(folder, 'none.db'), '--keys', join(folder, 'tellsafe.keys')),
      1,
      /does not exist/,
    ],
    [
      run('list', '--account', 'acme', '--sqlite', join(folder, 'records.db'), '--keys', join(folder, 'none')),
      1,
      /key file/i,
    ],
  ];
  for (const [running, code, text] of cases) {
    const { written, errors, ...ended } = await running;
    expect([ended.code, written]).toEqual([code, '']);
    expect(errors).toMatch(text);
    expect(errors).not.toMatch(/s3cret/i);
  }
  expect((await at('list')).written.split('\n')).toHaveLength(2);
  expect((await run('add', '--help')).written).toContain('Usage: tellsafe operators add');
});

test('operators with keys of another store say so; a name cannot write over the line of a terminal', async () => {
  await at('add', 'eve', '--role', 'agent', '--display-name', 'Eve \u202e\u2028x');
  expect((await at('list')).written).toContain('Eve \ufffd\ufffdx');
  const other = join(folder, 'other.keys');
  createKeyFile(other);
  const { code, errors } = await run(
    'reset',
    'eve',
    '--account',
    'acme',
    '--sqlite',
    join(folder, 'records.db'),
    '--keys',
    other,
  );
  expect([code, errors]).toEqual([1, expect.stringContaining('not the one that this store was written with')]);
});
