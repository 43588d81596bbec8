// The world of the authorisation matrix: a kit behind the built-in login on a real HTTP server, and people of every role with
// conversations, forms and answers of their own.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importProofKey } from '@tellsafe/core/crypto';
import { generateRecipientKeyPair } from '@tellsafe/core/crypto/hpke';
import { fromBase64url, toBase64url } from '@tellsafe/core/encoding';
import type { SessionStartResponse } from '@tellsafe/core/wire';
import { createTellsafe } from '../../src/index.ts';
import { memoryKeys } from '../../src/keys/memory.ts';
import { type OperatorInput, operatorLogin } from '../../src/operators/index.ts';
import { nodeListener } from '../../src/runtime/node.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { sqliteStore } from '../../src/stores/sqlite.ts';
import type { Store } from '../../src/stores/types.ts';
import { Agent, type Answered, Device, ok, readAnswer } from '../clients.ts';
import { ACCOUNT, answers, FORM_ORIGIN, forms, type Harness, OTHER_ACCOUNT, testClock } from '../harness.ts';
import { Browser, createOperator, PASSWORD, quickPasswords } from './stage.ts';

/**
 * Everybody: an agent, one without permissions, a manager, one who may send forms, one who may read the history, an admin; and two
 * whom things belong to.
 */
export const people = ['agent', 'bare', 'manager', 'floor', 'archivist', 'admin', 'owner', 'foreigner'] as const;
export type PersonName = (typeof people)[number];

const profiles = {
  bare: { role: 'agent', permissions: [] },
  floor: { role: 'manager', permissions: ['forms.use'] },
  archivist: { role: 'manager', permissions: ['conversations.watch', 'history.answers.read'] },
} as const;

const operators: Readonly<Record<PersonName, Pick<OperatorInput, 'accountId' | 'role' | 'profile'>>> = {
  agent: { accountId: ACCOUNT, role: 'agent' },
  bare: { accountId: ACCOUNT, role: 'agent', profile: 'bare' },
  manager: { accountId: ACCOUNT, role: 'manager' },
  floor: { accountId: ACCOUNT, role: 'manager', profile: 'floor' },
  archivist: { accountId: ACCOUNT, role: 'manager', profile: 'archivist' },
  admin: { accountId: ACCOUNT, role: 'admin' },
  owner: { accountId: ACCOUNT, role: 'agent' },
  foreigner: { accountId: OTHER_ACCOUNT, role: 'agent' },
};

/** Somebody with a cookie and an agent session. */
export interface Person {
  readonly name: PersonName;
  readonly id: string;
  readonly account: string;
  readonly browser: Browser;
  readonly agent: Agent;
}

export type World = Awaited<ReturnType<typeof createWorld>>;

/** @param flip puts something between kit and login and their records store */
export async function createWorld(kind: 'memory' | 'sqlite', flip: (store: Store) => Store = (store) => store) {
  const clock = testClock();
  const folder = kind === 'sqlite' ? mkdtempSync(join(tmpdir(), 'tellsafe-')) : '';
  const open = (name: string): Store =>
    kind === 'sqlite' ? sqliteStore(join(folder, name), { clock }) : memoryStore({ clock });
  const records = flip(open('records.db'));
  const keys = memoryKeys();
  let route = async (_request: Request): Promise<Response> => new Response(null, { status: 503 });
  const server = createServer(nodeListener((request) => route(request)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const accounts = [ACCOUNT, OTHER_ACCOUNT];
  const { publicKey } = await generateRecipientKeyPair('x25519');
  const archiveKey = { suite: 'x25519', publicKey: toBase64url(publicKey) } as const;
  const login = operatorLogin({
    ...{ store: records, keys, clock, accounts, origins: [origin], profiles, passwords: quickPasswords },
  });
  const kit = createTellsafe({
    stores: { records, sealed: open('vault.db'), volatile: memoryStore({ clock }) },
    ...{ keys, clock, authenticate: login, maintenance: 'manual', log: () => undefined },
    accounts: accounts.map((id) => ({
      ...{ id, formOrigin: FORM_ORIGIN, allowedOrigins: [origin], forms },
      ...{ features: { history: true }, archiveKey },
    })),
  });
  await kit.ready;
  route = (request) =>
    new URL(request.url).pathname.startsWith('/operators') ? login.fetch(request) : kit.fetch(request);

  /** What the tests' clients send goes over the wire, to this server. */
  const overHttp = async (request: Request): Promise<Response> => {
    const { pathname, search } = new URL(request.url);
    const headers = new Headers(request.headers);
    if (headers.has('origin')) headers.set('origin', origin);
    const body = request.method === 'GET' ? undefined : await request.arrayBuffer();
    return fetch(origin + pathname + search, { method: request.method, headers, ...(body && { body }) });
  };
  const harness: Pick<Harness, 'tellsafe' | 'kitClock'> = { tellsafe: { ...kit, fetch: overHttp }, kitClock: clock };

  async function signIn(name: PersonName, id: string): Promise<Person> {
    const account = operators[name].accountId;
    const browser = new Browser({ login: { fetch: overHttp } });
    ok(await browser.signIn(name, PASSWORD, account));
    const session = ok(await startSession(browser));
    const agent = new Agent(harness as Harness, session, await importProofKey(fromBase64url(session.sessionKey)));
    return { name, id, account, browser, agent };
  }

  async function startSession({ cookie }: Browser): Promise<Answered<SessionStartResponse>> {
    const headers = { cookie, 'content-type': 'application/json' };
    const request = new Request(`${origin}/tellsafe/v1/agent/sessions`, { method: 'POST', headers, body: '{}' });
    return readAnswer(await overHttp(request));
  }

  const ids = new Map<PersonName, string>();
  for (const name of people)
    ids.set(
      name,
      await createOperator({ login: { fetch: overHttp, operators: login.operators } }, name, operators[name]),
    );
  const everybody = new Map<PersonName, Person>();
  for (const [name, id] of ids) everybody.set(name, await signIn(name, id));
  const person = (name: PersonName): Person => {
    const found = everybody.get(name);
    if (!found) throw new Error('nobody of this name');
    return found;
  };

  /** A conversation of somebody, or one that waits in the account of the first. */
  async function conversationOf({ account, id, name }: Person, waits = false): Promise<string> {
    const { conversationId } = await kit.conversations.start({ accountId: account });
    const place = { accountId: account, conversationId };
    if (!waits) await kit.conversations.assign({ ...place, agent: { id, name } });
    return conversationId;
  }

  /** A form that somebody's agent session sent; `null` when it may not. */
  async function formOf(sender: Person) {
    const conversationId = await conversationOf(sender);
    const sent = await sender.agent.trySend(conversationId, 'address');
    return sent.status === 200 ? { conversationId, invitationId: sent.body.invitation.id } : null;
  }

  /** Answers that somebody's agent session may read. */
  async function answersOf(sender: Person): Promise<string | null> {
    const form = await formOf(sender);
    if (!form) return null;
    const place = { accountId: sender.account, ...form };
    const device = new Device(harness as Harness, await kit.invitations.handle(place));
    await device.open();
    ok(await device.trySubmit(answers.address));
    return (await kit.invitations.get(place)).submissionId ?? null;
  }

  /** A form that was submitted, in a conversation that is closed or still open. */
  async function historyOf(sender: Person, isClosed: boolean) {
    const form = await formOf(sender);
    if (!form) throw new Error('the sender may not send');
    const place = { accountId: sender.account, ...form };
    const device = new Device(harness as Harness, await kit.invitations.handle(place));
    await device.open();
    ok(await device.trySubmit(answers.address));
    if (isClosed) await kit.conversations.close(place);
    return form;
  }

  const made = new Map<string, Promise<unknown>>();
  /** What only those may change whom it does not belong to is made once. */
  const once = <Made>(name: string, make: () => Promise<Made>): Promise<Made> => {
    const known = made.get(name) ?? make();
    made.set(name, known);
    return known as Promise<Made>;
  };

  const close = async () => {
    await kit.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    if (folder !== '') rmSync(folder, { recursive: true, force: true });
  };

  return {
    clock,
    login,
    overHttp,
    startSession,
    signIn,
    person,
    conversationOf,
    formOf,
    answersOf,
    historyOf,
    once,
    close,
  };
}
