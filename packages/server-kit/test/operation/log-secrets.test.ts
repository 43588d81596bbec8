// The log of whole forms while everything fails in turn (SF-OPS-02): stores whose errors quote what they were given, a login and an address that
// cannot be told, too many requests, refusals beyond number, the end. Whatever was typed, made or said is in no line.
import { expect, test } from 'vitest';
import type { LogEntry } from '../../src/log.ts';
import type { Store } from '../../src/stores/types.ts';
import { Agent, call, Device, ok } from '../clients.ts';
import { ACCOUNT, agents, answers, createHarness, type Harness } from '../harness.ts';
import { storeWith } from '../support/broken-stores.ts';

/** Every so many calls of a store one fails, each time another one. */
const EVERY = 11;
const TRIES = 12;
const NAME = 'Kimberly Zebra-Fountain';
const TEXT = 'Meet me at the zebra fountain';
const ADDRESS = '203.0.113.77';

interface Told {
  readonly log: readonly LogEntry[];
  readonly secrets: readonly string[];
}

const textOf = (given: readonly unknown[]): string =>
  JSON.stringify(given, (_name, value) => (value instanceof Uint8Array ? new TextDecoder().decode(value) : value));

/** A store that fails now and then. @param state counts the calls; `offset` undefined lets everything pass */
function failing(store: Store, state: { calls: number; offset?: number }, say: (text: string) => void): Store {
  const watched = <Given extends unknown[], Result>(run: (...given: Given) => Promise<Result>) => {
    return async (...given: Given): Promise<Result> => {
      state.calls += 1;
      if (state.offset === undefined || state.calls % EVERY !== state.offset) return run(...given);
      const text = `failed: ${textOf(given)}`;
      say(text);
      throw new Error(text);
    };
  };
  const { get, commit, list, read, latest } = store;
  return storeWith(store, {
    get: watched(get.bind(store)),
    commit: watched(commit.bind(store)),
    list: watched(list.bind(store)),
    read: watched(read.bind(store)),
    latest: watched(latest.bind(store)),
  });
}

/** Goes on until it works. */
async function patient<Result>(run: () => Promise<Result>): Promise<Result> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await run();
    } catch (error) {
      if (tried === TRIES) throw error;
    }
  }
}

/** One form with a message beside it. @returns what must not be told */
async function wholeForm(harness: Harness): Promise<readonly string[]> {
  const { conversations, invitations } = harness.tellsafe;
  const agent = await patient(() => Agent.signIn(harness, 'ada'));
  const { conversationId, consumerKey } = await patient(() => conversations.start({ accountId: ACCOUNT, name: NAME }));
  await patient(() => agent.assign(conversationId));
  const requestId = crypto.randomUUID();
  const path = `/v1/conversations/${conversationId}/messages`;
  await patient(async () => ok(await agent.call('POST', path, { requestId, text: TEXT })));
  const { id } = await patient(() => agent.send(conversationId));
  const place = { accountId: ACCOUNT, conversationId, invitationId: id };
  const device = new Device(harness, await patient(() => invitations.handle(place)));
  await patient(() => device.open());
  await patient(async () => ok(await device.trySubmit(answers.card)));
  const { submissionId = '' } = await patient(() => agent.invitation(conversationId, id));
  const { readKey } = await patient(async () => ok(await agent.tryReadKey(submissionId)));
  await patient(async () => ok(await agent.tryRead(submissionId, readKey)));
  return [
    ...[conversationId, consumerKey, id, submissionId, readKey, requestId, agent.session.sessionKey],
    ...[agent.session.sessionId, device.handle, device.openKey, device.claim, device.opened?.submitKey ?? ''],
  ];
}

async function drive(leaks: boolean): Promise<Told> {
  const said: LogEntry[] = [];
  const say = (message: string) => void (leaks && said.push({ level: 'error', message }));
  const state: { calls: number; offset?: number } = { calls: 0 };
  const harness = await createHarness('memory', {
    options: {
      limits: { clientAddress: () => `${ADDRESS}, ${NAME}`, refusalsPerMin: 60, perInvitationPerMin: 400 },
      authenticate: async (request) => {
        const principal = agents[request.headers.get('x-agent') ?? ''];
        if (!principal) throw new Error(textOf([...request.headers]));
        return principal;
      },
    },
    wrap: ({ records, sealed, volatile }) => ({
      records: failing(records, state, say),
      sealed: failing(sealed, state, say),
      volatile: failing(volatile, state, say),
    }),
  });
  const secrets = [NAME, TEXT, ADDRESS, answers.card.number, 'a-cookie-of-ours'];
  for (let offset = 0; offset < (leaks ? 3 : EVERY); offset += 1) {
    Object.assign(state, { calls: 0, offset });
    secrets.push(...(await wholeForm(harness)));
    await harness.tellsafe.maintain().catch(() => undefined);
    await harness.tellsafe.health();
  }
  delete state.offset;
  await call(harness, 'POST', '/v1/agent/sessions', { body: {}, headers: { cookie: 'a-cookie-of-ours' } });
  secrets.push(...(await refusedBeyondNumber(harness)));
  await harness.tellsafe.close();
  await harness.close().catch(() => undefined);
  return { log: [...harness.log, ...said], secrets: secrets.filter((secret) => secret.length >= 8) };
}

/** More refusals than the audit is told of, and more requests by one handle than may be. */
async function refusedBeyondNumber(harness: Harness): Promise<readonly string[]> {
  const agent = await Agent.signIn(harness, 'ada');
  const { conversationId } = await harness.tellsafe.conversations.start({ accountId: ACCOUNT, name: NAME });
  await agent.assign(conversationId);
  const { id } = await agent.send(conversationId);
  const handle = await harness.tellsafe.invitations.handle({
    ...{ accountId: ACCOUNT, conversationId, invitationId: id },
  });
  const device = new Device(harness, handle);
  const { openKey } = ok(await device.tryBegin());
  await device.take(ok(await device.tryOpen(openKey)));
  const statuses = await Promise.all(
    Array.from({ length: 500 }, async () => (await new Device(harness, handle).tryOpen(openKey)).status),
  );
  expect(new Set(statuses)).toEqual(new Set([403, 429]));
  harness.clock.advance(60_000);
  await new Device(harness, handle).tryOpen(openKey);
  return [handle, openKey, device.claim];
}

function leaksOf({ log, secrets }: Told): readonly string[] {
  const text = JSON.stringify(log);
  return secrets.filter((secret) => text.includes(secret));
}

test('SF-OPS-02 SF-OTK-06 no line of the log holds what was typed, made or said, whatever fails', async () => {
  const told = await drive(false);
  expect(leaksOf(told)).toEqual([]);
  const places = new Set(told.log.map(({ where }) => where));
  expect([...places]).toEqual(expect.arrayContaining(['clientAddress', 'audit', 'sessionStart']));
  // Routes that failed at one of their calls.
  expect(places.size).toBeGreaterThanOrEqual(6);
  // Nothing but the members that the guide names, and messages that are constant.
  const known = ['level', 'message', 'code', 'count', 'where', 'trace', 'requestId'];
  expect(told.log.flatMap((line) => Object.keys(line)).filter((name) => !known.includes(name))).toEqual([]);
  expect(new Set(told.log.map(({ message }) => message)).size).toBeLessThan(8);
});

test('control: a store that logs why it failed is found', async () => {
  expect(leaksOf(await drive(true)).length).toBeGreaterThan(5);
});
