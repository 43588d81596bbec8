// T17: every role with every operation on what is theirs, on what waits, on what is another's and on what is another account's; and
// every state of a login. Over real HTTP, on two stores; flipped cells must be found.
import { routePaths } from '@tellsafe/core/wire';
import { describe, expect, test } from 'vitest';
import { defaultPermissions, grantablePermissions, operationTable, roles } from '../../src/accounts/permissions.ts';
import type { Store } from '../../src/stores/types.ts';
import { ok } from '../clients.ts';
import { ACCOUNT } from '../harness.ts';
import { storeWith } from '../support/broken-stores.ts';
import { operations, sessionOperationNames, triers, tryMatrix, wrongCells } from './matrix-cells.ts';
import { createWorld, type Person, type World } from './matrix-world.ts';
import { PASSWORD } from './stage.ts';

async function withWorld<Result>(work: (world: World) => Promise<Result>, ...given: Parameters<typeof createWorld>) {
  const world = await createWorld(...given);
  try {
    return await work(world);
  } finally {
    await world.close();
  }
}

test('T17 SF-PERM-01 the matrix names every route of agent sessions', () => {
  // Ending a session is tried with the states below.
  expect([...sessionOperationNames, 'sessionEnd'].sort()).toEqual(Object.keys(operationTable).sort());
  expect(Object.keys(routePaths)).toEqual(expect.arrayContaining([...sessionOperationNames]));
});

test.each(['memory', 'sqlite'] as const)(
  'T17 SF-PERM-01 every cell is as it must be, on %s',
  async (kind) => {
    const cells = await withWorld((world) => tryMatrix(world), kind);
    expect(wrongCells(cells)).toEqual([]);
    expect(cells.length).toBeGreaterThan(200);
    expect(new Set(cells.map(({ cell }) => cell)).size).toBe(cells.length);
  },
  60_000,
);

/** Records of one collection with a text replaced: what a flipped cell of the table amounts to. */
const replacing = (collection: string, from: RegExp, to: string) => (store: Store) =>
  storeWith(store, {
    get: async (keys) =>
      (await store.get(keys)).map((record) => {
        if (record?.collection !== collection) return record;
        const text = new TextDecoder().decode(record.body).replace(from, to);
        return { ...record, body: new TextEncoder().encode(text) };
      }),
  });

const flips: readonly (readonly [string, ReturnType<typeof replacing>, readonly string[]])[] = [
  [
    'managers may send forms',
    replacing('agent-session', /"permissions":\["conversations.watch"/, '"permissions":["forms.use"'),
    ['manager invitationSend own'],
  ],
  [
    'managers may read the history',
    replacing(
      'agent-session',
      /"permissions":\["conversations.watch","reports.read"/,
      '"permissions":["history.answers.read"',
    ),
    ['manager historyList own', 'manager historyRead others', 'manager historyReads others'],
  ],
  [
    'admins talk',
    replacing('agent-session', /"role":"admin"/, '"role":"agent"'),
    ['admin agentForms own', 'admin conversationClose own', 'admin agentConversation waiting'],
  ],
  [
    'one agent is an admin',
    replacing('operator', /"role":"agent","profile":"bare"/, '"role":"admin","profile":null'),
    ['bare createOperator own', 'bare disableOperator others'],
  ],
  [
    'conversations of others are nobody’s',
    replacing('conversation', /"agent":\{[^}]*\}/, '"agent":null'),
    ['agent agentConversation others'],
  ],
];

test.each(flips)('T17 control: %s, and the matrix finds it', async (_name, flip, expected) => {
  const names = expected.map((cell) => cell.split(' ')[1] ?? '');
  const cells = await withWorld((world) => tryMatrix(world, names), 'memory', flip);
  expect(wrongCells(cells).map(({ cell }) => cell)).toEqual(expect.arrayContaining([...expected]));
});

describe('T17 states of a login', () => {
  const sessionOutcomes = async (world: World, person: Person) => {
    const found = new Set<unknown>();
    for (const name of sessionOperationNames) {
      // What needs something of one's own would first have to send a form.
      if (
        !/revoke|^read|^board|^history|^studio|^report|^privacy|^audit|^webhook|^entryPoint|^file|^conversationFind/i.test(
          name,
        )
      )
        found.add(await operations[name]?.attempt(world, person, 'own'));
    }
    return [...found];
  };
  const adminOutcomes = async (world: World, person: Person) => [
    await operations.listOperators?.attempt(world, person, 'own'),
    await operations.createOperator?.attempt(world, person, 'own'),
    await operations.policy?.attempt(world, person, 'own'),
  ];

  const ended: readonly (readonly [string, (world: World, person: Person) => Promise<unknown>])[] = [
    ['signed out', async (_, { browser }) => ok(await browser.post('/sign-out'))],
    ['disabled', ({ login }, { id }) => login.operators.disable({ accountId: ACCOUNT, operatorId: id })],
    ['reset', ({ login }, { id }) => login.operators.reset({ accountId: ACCOUNT, operatorId: id })],
    [
      'changed',
      ({ login }, { id }) => login.operators.update({ accountId: ACCOUNT, operatorId: id, displayName: 'X' }),
    ],
    ['idle', async ({ clock }) => clock.advance(900_000)],
    [
      'too long there',
      async ({ clock }, { browser, agent }) => {
        for (let minutes = 0; minutes < 12 * 60; minutes += 10) {
          clock.advance(600_000);
          await browser.post('/activity');
          await agent.call('POST', '/v1/agent/sessions/current/activity', {});
        }
      },
    ],
  ];

  test.each(ended)('%s: nothing is left of the login and of its agent sessions', async (_name, end) => {
    await withWorld(async (world) => {
      const [agent, admin] = [world.person('agent'), world.person('admin')];
      expect([await sessionOutcomes(world, agent), await adminOutcomes(world, admin)]).toEqual([
        ['ok'],
        ['ok', 'ok', 'ok'],
      ]);
      const cookie = agent.browser.cookie;
      await end(world, agent);
      if (_name !== 'idle' && _name !== 'too long there') await end(world, admin);
      expect(await sessionOutcomes(world, agent)).toEqual(['session_invalid']);
      expect(await adminOutcomes(world, admin)).toEqual(['login_required', 'login_required', 'login_required']);
      agent.browser.cookie = cookie;
      expect((await world.startSession(agent.browser)).body).toMatchObject({ code: 'login_required' });
    }, 'memory');
  });

  test('half signed in: the next step is open, and nothing else', async () => {
    await withWorld(async (world) => {
      const { browser, id } = world.person('admin');
      const { password } = await world.login.operators.reset({ accountId: ACCOUNT, operatorId: id });
      ok(await browser.signIn('admin', password));
      expect((await world.startSession(browser)).body).toMatchObject({ code: 'login_required' });
      expect(await adminOutcomes(world, world.person('admin'))).toEqual([
        'login_required',
        'login_required',
        'login_required',
      ]);
      for (const path of ['/second-factor', '/second-factor/enrol', '/second-factor/confirm']) {
        const answer = await browser.post(path, path.endsWith('enrol') ? { password } : { code: '000000' });
        expect([path, answer.status]).toEqual([path, 401]);
      }
      ok(await browser.post('/password', { current: password, next: `${PASSWORD}!` }));
      expect((await world.startSession(browser)).status).toBe(200);
    }, 'memory');
  });

  test('locked: whoever is in stays in, so that guessing puts nobody out, and nobody comes in', async () => {
    await withWorld(async (world) => {
      const agent = world.person('agent');
      const stranger = (await world.signIn('manager', world.person('manager').id)).browser;
      for (let time = 0; time < 3; time += 1) await stranger.signIn('agent', 'wrong horse 1');
      expect((await stranger.signIn('agent')).status).toBe(401);
      expect(await sessionOutcomes(world, agent)).toEqual(['ok']);
      expect((await world.startSession(agent.browser)).status).toBe(200);
    }, 'memory');
  });
});

test('T17 SF-PERM-01 docs/login.md shows the table as it is', async () => {
  const { readFile } = await import('node:fs/promises');
  const text = await readFile(new URL('../../../../docs/login.md', import.meta.url), 'utf8');
  const rows = [...text.matchAll(/^\| `([a-z.]+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \|/gm)].map(([, name, ...cells]) => [
    name,
    ...cells.map((cell) => cell.trim()),
  ]);
  const { permissions } = await import('../../src/accounts/permissions.ts');
  const word = (role: (typeof roles)[number], name: (typeof permissions)[number]) =>
    defaultPermissions(role).includes(name)
      ? 'yes'
      : grantablePermissions(role).includes(name)
        ? 'by a profile'
        : 'never';
  expect(rows).toEqual(permissions.map((name) => [name, ...roles.map((role) => word(role, name))]));
  expect(triers).toHaveLength(6);
});
