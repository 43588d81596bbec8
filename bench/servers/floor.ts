// The floor as a server: bare node:http, nothing around it. Words as for the kit's server.
import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hashDefinition } from '@tellsafe/core/form';
import { parseFormDefinition } from '@tellsafe/core/form/schema';
import { Floor, type FloorStore } from '../floor/steps.ts';
import { answerCalls } from '../run/calls.ts';
import { ACCOUNT, form } from './form.ts';
import { CONVERSATION_HEADER, CONVERSATIONS_PER_LANE, type Lane, type Target, TOLD_HEADER } from './lane.ts';
import { noQueries, type Queries } from './stores.ts';
import { usage } from './usage.ts';

const [kind = 'memory', place = ''] = process.argv.slice(2);

interface FloorStores {
  readonly store: FloorStore;
  queries(): Queries;
  /** Lets the rows be there that the load takes for granted. */
  open(lanes: readonly Lane[]): Promise<void>;
}

let opened: { server: Server; stores: FloorStores } | undefined;

async function openStores(): Promise<FloorStores> {
  const alone = { queries: () => noQueries, open: async () => {} };
  if (kind === 'memory') return { store: (await import('../floor/memory.ts')).memoryFloor(), ...alone };
  if (kind === 'sqlite') return { store: (await import('../floor/sqlite.ts')).sqliteFloor(place), ...alone };
  return (await import('../floor/postgres.ts')).postgresFloor(place);
}

function serve(floor: Floor): Server {
  return createServer({ keepAliveTimeout: 60_000 }, (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
      void answer(floor, incoming, body.toString(), outgoing);
    });
  });
}

async function answer(floor: Floor, { url, headers }: IncomingMessage, body: string, outgoing: ServerResponse) {
  const proof = headers['tellsafe-proof'];
  const sessionId = typeof proof === 'string' ? (proof.split('.')[1] ?? '') : '';
  const result = (await floor.answer({ path: url ?? '', body: JSON.parse(body), sessionId })) as Record<string, string>;
  const text = JSON.stringify(result);
  const told =
    headers[CONVERSATION_HEADER] === undefined ? {} : { [TOLD_HEADER]: result.handle ?? result.submissionId };
  outgoing.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text), ...told });
  outgoing.end(text);
}

function newLane(): Lane {
  return {
    sessionId: randomUUID(),
    sessionKey: randomBytes(32).toString('base64url'),
    conversationIds: Array.from({ length: CONVERSATIONS_PER_LANE }, () => randomUUID()),
  };
}

answerCalls({
  open: async ({ lanes: count }: { lanes: number }): Promise<Target> => {
    const definition = parseFormDefinition(form);
    const definitionHash = await hashDefinition(definition);
    const stores = await openStores();
    const lanes = Array.from({ length: count }, newLane);
    await stores.open(lanes);
    const server = serve(new Floor(stores.store, definition, definitionHash));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    opened = { server, stores };
    return { port: (server.address() as AddressInfo).port, accountId: ACCOUNT, definition, definitionHash, lanes };
  },
  usage,
  queries: () => opened?.stores.queries() ?? noQueries,
  stop: async () => {
    opened?.server.closeAllConnections();
    opened?.server.close();
    await opened?.stores.store.close();
  },
});
