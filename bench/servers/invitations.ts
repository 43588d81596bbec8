// Many invitations in one process, and what they take of it.
import { randomBytes, randomUUID } from 'node:crypto';
import { createTellsafe, type Tellsafe } from '@tellsafe/server-kit';
import { memoryKeys } from '@tellsafe/server-kit/keys/memory';
import { memoryStore } from '@tellsafe/server-kit/stores/memory';
import { prepareSealed } from '../load/sealed.ts';
import { answerCalls } from '../run/calls.ts';
import { ACCOUNT, BASE, FORM_ID, form, ORIGIN } from './form.ts';

/** Memory of the process after collecting garbage, in bytes. */
export interface Held {
  /** Objects, and the buffers they hold. */
  readonly heap: number;
  readonly resident: number;
}

/** What was held at three moments. */
export interface Filled {
  readonly count: number;
  readonly before: Held;
  readonly sent: Held;
  readonly opened: Held;
}

/** Forms of one conversation. */
const FORMS = 4;

function held(): Held {
  for (let round = 0; round < 4; round += 1) globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heap: heapUsed + external, resident: rss };
}

async function fill(count: number): Promise<Filled> {
  const tellsafe = createTellsafe({
    stores: { records: memoryStore(), sealed: memoryStore(), volatile: memoryStore() },
    keys: memoryKeys(),
    accounts: [{ id: ACCOUNT, formOrigin: ORIGIN, allowedOrigins: [], forms: [form] }],
    authenticate: async () => null,
    basePath: BASE,
    maintenance: 'manual',
  });
  const agent = { id: 'agent', name: 'Agent' };
  const session = await tellsafe.agentSessions.start({ accountId: ACCOUNT, agentId: agent.id, name: agent.name });
  const [current] = await tellsafe.forms.list({ accountId: ACCOUNT });
  if (!current) throw new Error('the form is not there');
  const { recipientPublicKey } = await prepareSealed(current.definition, current.hash, ACCOUNT, randomUUID());
  const send = async (conversationId: string) => {
    const input = {
      requestId: randomUUID(),
      conversationId,
      formId: FORM_ID,
      suite: 'x25519',
      recipientPublicKey,
    } as const;
    return (await tellsafe.invitations.send({ accountId: ACCOUNT, sessionId: session.sessionId, ...input })).id;
  };
  const conversationIds: string[] = [];
  while (conversationIds.length * FORMS < count) {
    const started = await tellsafe.conversations.start({ accountId: ACCOUNT, name: 'Kim', agent });
    conversationIds.push(started.conversationId);
  }
  // Both ways once before the count, so that what is made once is not counted.
  await open(tellsafe, conversationIds[0] ?? '', await send(conversationIds[0] ?? ''));
  // The ids are the benchmark's own: they are there before, too.
  const ids = Buffer.alloc(count * 36);
  const before = held();
  for (let at = 0; at < count; at += 1) {
    ids.write(await send(conversationIds[at % conversationIds.length] ?? ''), at * 36, 'latin1');
  }
  const sent = held();
  for (let at = 0; at < count; at += 1) {
    const id = ids.toString('latin1', at * 36, at * 36 + 36);
    await open(tellsafe, conversationIds[at % conversationIds.length] ?? '', id);
  }
  const opened = held();
  await tellsafe.close();
  return { count, before, sent, opened };
}

async function open(tellsafe: Tellsafe, conversationId: string, invitationId: string): Promise<void> {
  const handle = await tellsafe.invitations.handle({ accountId: ACCOUNT, conversationId, invitationId });
  const { openKey } = await post<{ openKey: string }>(tellsafe, '/v1/invitations/begin', { handle });
  await post(tellsafe, '/v1/forms/open', { openKey, claim: randomBytes(32).toString('base64url') });
}

async function post<Body>(tellsafe: Tellsafe, path: string, body: unknown): Promise<Body> {
  const headers = { 'Content-Type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify(body) };
  const response = await tellsafe.fetch(new Request(`${ORIGIN}${BASE}${path}`, init));
  if (response.status !== 200) throw new Error(`${path} was answered with ${response.status}`);
  return (await response.json()) as Body;
}

answerCalls({ fill, stop: () => {} });
