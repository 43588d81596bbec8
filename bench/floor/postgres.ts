// The floor's rows in PostgreSQL: the very statements of the kit's store, sent through `pg`. Their texts are taken from the store
// itself; which rows each step reads and writes is the table below. Nothing is checked, nothing is hashed, nothing is sealed.
import type { Store } from '@tellsafe/server-kit';
import { migratePostgres, postgresStore } from '@tellsafe/server-kit/stores/postgres';
import pg from 'pg';
import { ACCOUNT, FORM_ID } from '../servers/form.ts';
import type { Lane } from '../servers/lane.ts';
import { noQueries, POOL_SIZE, type Queries, SCHEMAS } from '../servers/stores.ts';
import type { FloorStore, Place, StepName } from './steps.ts';

interface Statement {
  readonly name: string;
  readonly text: string;
}

/** Statements of one of the two stores. */
interface Statements {
  readonly get: Statement;
  readonly commit: Statement;
  readonly incarnation: string;
}

type RecordName = 'session' | 'conversation' | 'form' | 'request' | 'invitation';

interface Key {
  readonly group: string;
  readonly collection: string;
  readonly id: string;
}

/** What a step of the kit reads and commits. */
interface Touch {
  readonly reads: readonly RecordName[];
  readonly puts: readonly RecordName[];
  readonly events: number;
  /** Index entries of the invitation. */
  readonly entries: readonly string[];
}

const touches: Readonly<Record<StepName, Touch>> = {
  send: {
    reads: ['session', 'conversation', 'form', 'request'],
    puts: ['invitation', 'request'],
    events: 2,
    entries: ['due', 'session'],
  },
  begin: {
    reads: ['invitation', 'conversation', 'session'],
    puts: ['invitation'],
    events: 1,
    entries: ['due', 'session'],
  },
  open: {
    reads: ['invitation', 'conversation', 'session'],
    puts: ['invitation'],
    events: 2,
    entries: ['due2', 'session'],
  },
  submit: {
    reads: ['invitation', 'conversation', 'session'],
    puts: ['invitation'],
    events: 2,
    entries: ['session', 'submission'],
  },
  'read-key': {
    reads: ['session', 'invitation', 'conversation'],
    puts: ['invitation'],
    events: 1,
    entries: ['session', 'submission'],
  },
  read: {
    reads: ['session', 'invitation', 'conversation'],
    puts: ['invitation'],
    events: 1,
    entries: ['session', 'submission'],
  },
};

const YEAR_MS = 31_536_000_000;

const keysOf = ({ id, conversationId, sessionId }: Place): Readonly<Record<RecordName, Key>> => ({
  session: { group: `session:${sessionId}`, collection: 'agent-session', id: sessionId },
  conversation: { group: conversationId, collection: 'conversation', id: conversationId },
  form: { group: `form:${FORM_ID}`, collection: 'form', id: FORM_ID },
  request: { group: conversationId, collection: 'request', id: `send:${sessionId}:${id}` },
  invitation: { group: conversationId, collection: 'invitation', id },
});

interface Row {
  readonly name: string;
  readonly collection: string;
  readonly version: string;
  readonly body: Buffer;
}

/** What a read found, kept until the commit of the same request. */
type Versions = Map<string, number>;

/** Opens the database; makes both schemas. */
export async function postgresFloor(url: string) {
  const pool = new pg.Pool({ connectionString: url, max: POOL_SIZE });
  for (const schema of Object.values(SCHEMAS)) await migratePostgres(pool, schema);
  const queries = { ...noQueries };
  const query = <Found>(name: keyof Queries, statement: Statement, values: unknown[]) => {
    queries[name] += 1;
    return pool.query({ ...statement, values }) as unknown as Promise<{ rows: Found[] }>;
  };
  const statements = {
    records: await learnStatements(pool, SCHEMAS.records),
    sealed: await learnStatements(pool, SCHEMAS.sealed),
  };
  const versions = new Map<string, Versions>();

  const get = async (name: keyof Queries, keys: readonly Key[]): Promise<readonly Row[]> => {
    const column = (part: keyof Key) => keys.map((key) => key[part]);
    const accounts = keys.map(() => ACCOUNT);
    const values = [accounts, column('group'), column('collection'), column('id'), Date.now()];
    return (await query<Row>(name, statements[name].get, values)).rows;
  };

  const store: FloorStore = {
    get: async (step, place) => {
      const keys = keysOf(place);
      const rows = await get(
        'records',
        touches[step].reads.map((name) => keys[name]),
      );
      versions.set(place.id, new Map(rows.map(({ collection, version }) => [collection, Number(version)])));
      return rows.find(({ collection }) => collection === 'invitation')?.body.toString();
    },
    put: async (step, place, text) => {
      const found = versions.get(place.id) ?? new Map();
      versions.delete(place.id);
      const values = commitValues(step, place, text, found, statements.records);
      const { rows } = await query<{ done: boolean }>('records', statements.records.commit, values);
      if (!rows[0]?.done) throw new Error(`${step} found something else than it read`);
    },
    keep: async (place, text) => {
      const body = Buffer.from(text);
      const put = ['data-key', 'answers'].map((collection, at) => ({ at: at + 1, c: collection, n: place.id }));
      const bodies = [Buffer.alloc(120), body];
      await query('sealed', statements.sealed.commit, valuesOf(place.conversationId, null, [], put, [], [], bodies));
    },
    kept: async ({ conversationId, id }) => {
      const keys = ['data-key', 'answers'].map((collection) => ({ group: conversationId, collection, id }));
      return (await get('sealed', keys)).find(({ collection }) => collection === 'answers')?.body.toString();
    },
    close: () => pool.end(),
  };
  return {
    store,
    queries: () => queries,
    open: async (lanes: readonly Lane[]) => {
      const own = postgresStore({ client: pool, schema: SCHEMAS.records });
      for (const lane of lanes) await putWhatIsThere(own, lane);
      await own.close();
    },
  };
}

/** Lets the kit's store ask the database once, and notes how. */
async function learnStatements(pool: pg.Pool, schema: string): Promise<Statements> {
  let last: Statement = { name: '', text: '' };
  const store = postgresStore({
    client: {
      query: (statement) => {
        last = { name: statement.name, text: statement.text };
        return pool.query(statement);
      },
    },
    schema,
  });
  const key = { account: ACCOUNT, group: 'floor', collection: 'floor', id: 'floor' };
  await store.get([key, key]);
  const get = last;
  await store.commit({ account: ACCOUNT, group: 'floor', remove: [key] });
  const learnt = { get, commit: last, incarnation: await store.incarnation() };
  await store.close();
  return learnt;
}

/** The records that the load takes for granted: sessions, conversations, the form. */
async function putWhatIsThere(store: Store, { sessionId, conversationIds }: Lane): Promise<void> {
  for (const conversationId of conversationIds) {
    const { session, conversation, form } = keysOf({ id: '', conversationId, sessionId });
    for (const key of [session, conversation, form]) {
      const record = { account: ACCOUNT, ...key, body: Buffer.alloc(400, 'x'), expiresAt: Date.now() + YEAR_MS };
      await store.commit({ account: ACCOUNT, group: key.group, put: [record] });
    }
  }
}

function commitValues(step: StepName, place: Place, text: string, found: Versions, { incarnation }: Statements) {
  const { puts, events, entries } = touches[step];
  const keys = keysOf(place);
  const expected = step === 'send' ? (['conversation', 'request'] as const) : (['invitation', 'conversation'] as const);
  const expect = expected.map((name) => ({
    c: keys[name].collection,
    n: keys[name].id,
    v: found.get(keys[name].collection) ?? 0,
  }));
  const put = puts.map((name, at) => ({ at: at + 1, c: keys[name].collection, n: keys[name].id }));
  const listed = entries.map((name, at) => ({ name, value: name === 'due' ? 'all' : place.sessionId, place: at }));
  const invitation = Buffer.from(text);
  const bodies = [
    ...puts.map((name) => (name === 'invitation' ? invitation : Buffer.alloc(120))),
    ...Array.from({ length: events }, (_, at) => (at === 0 && events > 1 ? invitation : Buffer.alloc(220))),
  ];
  const types = Array.from({ length: events }, (_, at) => (at === 0 && events > 1 ? 'invitation' : 'audit'));
  return valuesOf(place.conversationId, step === 'send' ? null : incarnation, expect, put, listed, types, bodies);
}

interface Put {
  readonly at: number;
  readonly c: string;
  readonly n: string;
}

/** The parameters of the store's function in the database. */
function valuesOf(
  group: string,
  fence: string | null,
  expect: readonly unknown[],
  put: readonly Put[],
  entries: readonly { readonly name: string; readonly value: string; readonly place: number }[],
  events: readonly string[],
  bodies: readonly Buffer[],
): unknown[] {
  const now = Date.now();
  const expiresAt = now + YEAR_MS;
  let next = 1;
  const places = bodies.map(({ length }) => {
    const place = { b: next, l: length };
    next += length;
    return place;
  });
  const own = JSON.stringify(entries.map(({ name, value, place }) => [name, value, place]));
  const [first] = put;
  const rows = put.map((each, at) => ({ ...each, lc: null, x: expiresAt, i: at === 0 ? own : '[]', ...places[at] }));
  const listed = entries.map(({ name, value, place }) => ({
    at: 1,
    c: first?.c,
    n: first?.n,
    list: name,
    value,
    place,
  }));
  const appended = events.map((type, at) => ({
    at: put.length + at + 1,
    x: expiresAt,
    t: type,
    ...places[put.length + at],
  }));
  const append = appended.length > 0 ? JSON.stringify(appended) : null;
  const texts = [JSON.stringify(expect), null, JSON.stringify(rows), JSON.stringify(listed), append];
  return [ACCOUNT, group, now, fence, null, ...texts, Buffer.concat(bodies)];
}
