// What somebody who can write to the database sees of an audit: rows. Read and written past the store, on each kind of store.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Clock } from '@tellsafe/core';
import { memoryStore } from '@tellsafe/server-kit/stores/memory';
import { sqliteStore } from '@tellsafe/server-kit/stores/sqlite';
import { CHAIN_GROUP } from '../../src/audit/chain-format.ts';
import { formatPosition } from '../../src/stores/position.ts';
import type { Store } from '../../src/stores/types.ts';
import { ACCOUNT, type StoreKind } from '../harness.ts';
import { storeWith } from './broken-stores.ts';
import { postgresPlaces, sharedPostgres } from './postgres-places.ts';

/** An event of the account's feed. */
export interface EventRow {
  position: number;
  group: string;
  type: string;
  expiresAt: number;
  body: string;
}

/** A record of the chain. */
export interface ChainRow {
  collection: string;
  id: string;
  version: number;
  expiresAt: number;
  body: string;
}

/** Everything that an audit stands on. */
export interface AuditRows {
  events: EventRow[];
  chain: ChainRow[];
}

/** A records store whose rows can be changed behind its back. */
export interface OpenRows {
  readonly store: Store;
  dump(): Promise<AuditRows>;
  load(rows: AuditRows): Promise<void>;
  close(): Promise<void>;
}

/** Opens an empty store. */
export async function openRows(kind: StoreKind, clock: Clock): Promise<OpenRows> {
  if (kind === 'memory') return memoryRows(clock);
  return kind === 'sqlite' ? sqliteRows(clock) : postgresRows(clock);
}

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const bytes = (body: string) => new Uint8Array(Buffer.from(body, 'latin1'));

function sqliteRows(clock: Clock): OpenRows {
  const folder = mkdtempSync(join(tmpdir(), 'tellsafe-'));
  const path = join(folder, 'records.db');
  const store = sqliteStore(path, { clock });
  const database = new DatabaseSync(path);
  return {
    store,
    dump: async () => ({
      events: database
        .prepare('SELECT position, grp, type, expires_at, body FROM events WHERE account = ? ORDER BY position')
        .all(ACCOUNT)
        .map(eventOf),
      chain: database
        .prepare('SELECT collection, name, version, expires_at, body FROM records WHERE account = ? AND grp = ?')
        .all(ACCOUNT, CHAIN_GROUP)
        .map(chainOf),
    }),
    load: async ({ events, chain }) => {
      database.exec('BEGIN IMMEDIATE; DELETE FROM events');
      database.prepare('DELETE FROM records WHERE grp = ?').run(CHAIN_GROUP);
      const event = database.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)');
      for (const row of events) event.run(row.position, ACCOUNT, row.group, row.type, row.expiresAt, bytes(row.body));
      const columns = 'account, grp, collection, name, version, expires_at, entries, body';
      const record = database.prepare(`INSERT INTO records (${columns}) VALUES (?, ?, ?, ?, ?, ?, '[]', ?)`);
      for (const row of chain) {
        record.run(ACCOUNT, CHAIN_GROUP, row.collection, row.id, row.version, row.expiresAt, bytes(row.body));
      }
      database.exec('COMMIT');
    },
    close: async () => {
      database.close();
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

async function postgresRows(clock: Clock): Promise<OpenRows> {
  const places = await postgresPlaces();
  const { admin } = await sharedPostgres();
  const { records } = places.places;
  const schema = records.kind === 'postgres' ? records.schema : '';
  return {
    store: places.records(clock),
    dump: async () => {
      const events = await admin.query(`SELECT * FROM ${schema}.events ORDER BY position`);
      const chain = await admin.query(`SELECT * FROM ${schema}.records WHERE grp = $1`, [CHAIN_GROUP]);
      return { events: events.rows.map(eventOf), chain: chain.rows.map(chainOf) };
    },
    load: async ({ events, chain }) => {
      await admin.query(`DELETE FROM ${schema}.events; DELETE FROM ${schema}.records WHERE grp = '${CHAIN_GROUP}'`);
      const column = <Row, Name extends keyof Row>(rows: readonly Row[], name: Name) => rows.map((row) => row[name]);
      const bodies = (rows: readonly { body: string }[]) => rows.map(({ body }) => Buffer.from(body, 'latin1'));
      await admin.query(
        `INSERT INTO ${schema}.events (account, grp, position, expires_at, type, body)
          SELECT $1, * FROM unnest($2::text[], $3::bigint[], $4::bigint[], $5::text[], $6::bytea[])`,
        [
          ...[ACCOUNT, column(events, 'group'), column(events, 'position'), column(events, 'expiresAt')],
          ...[column(events, 'type'), bodies(events)],
        ],
      );
      await admin.query(
        `INSERT INTO ${schema}.records (account, grp, collection, name, version, tie, expires_at, entries, body)
          SELECT $1, $2, collection, name, version, version, expires_at, '[]', body
          FROM unnest($3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::bytea[])
            AS row(collection, name, version, expires_at, body)`,
        [
          ...[ACCOUNT, CHAIN_GROUP, column(chain, 'collection'), column(chain, 'id'), column(chain, 'version')],
          ...[column(chain, 'expiresAt'), bodies(chain)],
        ],
      );
    },
    close: () => places.leave(),
  };
}

interface Row {
  readonly [column: string]: unknown;
}

function eventOf({ position, grp, type, expires_at, body }: Row): EventRow {
  const names = { group: String(grp), type: String(type), body: text(body as Uint8Array) };
  return { position: Number(position), ...names, expiresAt: Number(expires_at) };
}

function chainOf({ collection, name, version, expires_at, body }: Row): ChainRow {
  const names = { collection: String(collection), id: String(name), body: text(body as Uint8Array) };
  return { ...names, version: Number(version), expiresAt: Number(expires_at) };
}

/** Nobody can reach into memory: whoever could would change what the store answers. */
function memoryRows(clock: Clock): OpenRows {
  const store = memoryStore({ clock });
  let loaded: AuditRows | undefined;
  const records = ({ chain }: AuditRows) =>
    chain
      .filter(({ expiresAt }) => clock() < expiresAt)
      .map((row) => ({ ...row, account: ACCOUNT, group: CHAIN_GROUP, index: [], body: bytes(row.body) }));
  const answering = storeWith(store, {
    get: async (keys) => {
      const rows = loaded;
      if (!rows) return store.get(keys);
      return keys.map(
        ({ collection, id }) => records(rows).find((row) => row.collection === collection && row.id === id) ?? null,
      );
    },
    list: async (query) => {
      if (!loaded || !('collection' in query)) return store.list(query);
      const { cursor = '', collection } = query;
      const found = records(loaded).filter((row) => row.collection === collection && row.id > cursor);
      return { records: found.sort((a, b) => (a.id < b.id ? -1 : 1)) };
    },
    read: async (feed, after, limit) => {
      if (!loaded) return store.read(feed, after, limit);
      const events = loaded.events
        .map((row) => ({ ...row, account: ACCOUNT, position: formatPosition(row.position), body: bytes(row.body) }))
        .filter(({ position, expiresAt }) => position > after && clock() < expiresAt);
      return events.sort((a, b) => (a.position < b.position ? -1 : 1)).slice(0, limit);
    },
  });
  return {
    store: answering,
    dump: async () => {
      if (loaded) return structuredClone(loaded);
      const events = await store.read({ account: ACCOUNT }, '', 1000);
      const list = async (collection: string) =>
        (await store.list({ account: ACCOUNT, group: CHAIN_GROUP, collection, limit: 1000 })).records;
      const chain = [...(await list('block')), ...(await list('head'))];
      return {
        events: events.map((event) => ({ ...event, position: Number(event.position), body: text(event.body) })),
        chain: chain.map((row) => ({ ...row, body: text(row.body) })),
      };
    },
    load: async (rows) => {
      loaded = structuredClone(rows);
    },
    close: () => store.close(),
  };
}
