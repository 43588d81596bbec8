// T24 of security.md: what was erased, and what its retention ended, cannot be opened by anybody who has the database's files, its
// log and an older backup, together with the keys as they are after the key-encryption key was retired. While that key is kept,
// the same search opens all of it from the backup: then only the live files are clean.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createUuid } from '@tellsafe/core';
import { retentionExpiry } from '@tellsafe/core/retention';
import { createKeyFile, fileKeys } from '@tellsafe/server-kit/keys/file';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runCli } from '../../src/cli/run.ts';
import type { Commit } from '../../src/stores/types.ts';
import { Agent } from '../clients.ts';
import { ACCOUNT, answers, createHarness, type Harness, random, START } from '../harness.ts';
import { submitIn, write } from '../privacy/stage.ts';
import { recordingStore } from '../support/broken-stores.ts';
import { dumpOf } from '../support/postgres-memory.ts';
import { sharedPostgres } from '../support/postgres-places.ts';
import { type Copies, ownerOf, search, steal, storedIn } from './erasure-thief.ts';
import { sized } from './size.ts';

/** As many are erased, and as many kept until their retention ends. */
const COUNT = sized(20, 1_000);
const SURVIVORS = 3;
const AT_ONCE = 10;
const PATIENCE_MS = sized(300_000, 3_600_000);
const DAY = 86_400_000;
/** Stands in every conversation; never stored in the clear. */
const SECRET = 'I live at 12 Rue de la Loi';

interface Filled {
  readonly conversationId: string;
  readonly submissionId: string;
  readonly consumerId: string;
}

let folder = '';
let keyFile = '';
let harness: Harness;
const batches: Commit[] = [];

async function open(kind: 'sqlite' | 'postgres'): Promise<void> {
  harness = await createHarness(kind, {
    keys: () => fileKeys(keyFile, { checkEveryMs: 100 }),
    wrap: (stores) => ({
      ...stores,
      records: recordingStore(stores.records, batches),
      sealed: recordingStore(stores.sealed, batches),
    }),
  });
}

/** Conversations with a message and a submitted form each. */
async function fill(count: number): Promise<readonly Filled[]> {
  const agent = await Agent.signIn(harness, 'ada');
  const filled: Filled[] = [];
  let left = count;
  const work = async () => {
    while (left > 0) {
      left -= 1;
      const consumerId = `customer-${createUuid(random)}`;
      const started = await harness.tellsafe.conversations.start({ accountId: ACCOUNT, name: SECRET, consumerId });
      const { conversationId } = started;
      await agent.assign(conversationId);
      await write(harness, conversationId, SECRET);
      filled.push({ conversationId, consumerId, submissionId: await submitIn(harness, agent, conversationId) });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return filled;
}

const ownersIn = (some: readonly Filled[]): string[] =>
  some
    .flatMap(({ conversationId, submissionId }) => [
      ownerOf.conversation(conversationId),
      ownerOf.submission(submissionId),
    ])
    .sort();
const among = (found: ReadonlySet<string>, some: readonly string[]) => some.filter((owner) => found.has(owner)).sort();

async function maintain(): Promise<void> {
  while ((await harness.tellsafe.maintain()).more);
}

/** Runs `tellsafe keys …`. */
function keysCommand(...args: string[]): void {
  const said: string[] = [];
  const output = { write: (text: string) => said.push(text), error: (text: string) => said.push(text) };
  expect([runCli(['keys', ...args], '1.2.3', output), said]).toEqual([0, said]);
}

const wrappingKey = (): string => JSON.parse(readFileSync(keyFile, 'utf8')).wrapKeys.at(-1).id;

/** Where the database's files are, its log among them, and how to copy them. */
interface Place {
  readonly live: Copies;
  /** Brings everything that is only in memory into the files. */
  settle(): Promise<unknown>;
  /** Makes the backup, now. */
  backUp(): Promise<Copies>;
}

const places: Readonly<Record<'sqlite' | 'postgres', () => Promise<Place>>> = {
  sqlite: async () => ({
    live: (scanner) => scanner.folder(harness.folder),
    settle: async () => undefined,
    backUp: async () => {
      const backup = join(folder, 'backup');
      cpSync(harness.folder, backup, { recursive: true });
      expect(readdirSync(backup)).toEqual(expect.arrayContaining(['records.db-wal', 'vault.db-wal']));
      return (scanner) => scanner.folder(backup);
    },
  }),
  postgres: async () => {
    const { server, admin } = await sharedPostgres();
    return {
      live: (scanner) => scanner.folder(server.folder),
      settle: () => admin.query('CHECKPOINT'),
      backUp: async () => {
        await admin.query('CHECKPOINT');
        const backup = join(folder, 'backup');
        cpSync(join(server.folder, 'data'), backup, { recursive: true });
        const dump = dumpOf(server);
        return (scanner) => [...scanner.folder(backup), ...scanner.bytes('pg_dump', dump)];
      },
    };
  },
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tellsafe-'));
  keyFile = join(folder, 'tellsafe.keys');
  createKeyFile(keyFile);
  batches.length = 0;
});
afterEach(async () => {
  await harness.close();
  rmSync(folder, { recursive: true });
});

describe.each(['sqlite', 'postgres'] as const)('on %s', (kind) => {
  test(
    `SF-RET-01 SF-RET-03 T24 of ${COUNT} erased and ${COUNT} expired nothing can be opened from files, log and an older backup once the key is retired`,
    async () => {
      await open(kind);
      const { live, settle, backUp } = await places[kind]();
      const expiring = await fill(COUNT);
      harness.clock.advance(40 * DAY);
      const erased = await fill(COUNT);
      const survivors = await fill(SURVIVORS);
      const [partly] = await fill(1);
      if (!partly) throw new Error('nothing was filled');
      const backup = await backUp();
      const ended = [...ownersIn([...expiring, ...erased]), ownerOf.submission(partly.submissionId)].sort();
      const left = [...ownersIn(survivors), ownerOf.conversation(partly.conversationId)].sort();
      const everything = [...ended, ...left].sort();

      const { privacy } = harness.tellsafe;
      for (const [at, { conversationId, submissionId, consumerId }] of erased.entries()) {
        if (at % 3 === 0) await privacy.eraseSubmission({ accountId: ACCOUNT, submissionId });
        if (at % 2 === 0) await privacy.eraseConversation({ accountId: ACCOUNT, conversationId });
        else await privacy.eraseConsumer({ accountId: ACCOUNT, consumerId });
      }
      await privacy.eraseSubmission({ accountId: ACCOUNT, submissionId: partly.submissionId });
      harness.clock.now = retentionExpiry(START, 13);
      await maintain();
      expect(await privacy.purgeLag()).toEqual({ lagMs: 0, overdue: 0, erasures: 0 });

      const retired = wrappingKey();
      keysCommand('rotate', keyFile);
      await expect
        .poll(async () => (await harness.keys.wrap(new Uint8Array(32), new Uint8Array())).keyId)
        .not.toBe(retired);
      let round = { renewed: 0, left: true };
      let renewed = 0;
      for (; round.left; renewed += round.renewed) round = await privacy.renewKeys({ keyId: retired, limit: 2 });
      // What is left, and the account's key for finding consumers.
      expect(renewed).toBe(left.length + 1);

      const stored = storedIn(batches);
      const secrets = [SECRET, answers.address.street];
      await settle();
      const [inBackup, inFiles] = [search(backup, stored, secrets), search(live, stored, secrets)];
      // The control: while the key is kept, the backup gives up everything.
      expect(among(await steal(inBackup, fileKeys(keyFile)), everything)).toEqual(everything);
      // SQLite overwrites what it deletes, but forgets a copy now and then when it moves rows between pages; PostgreSQL cleans
      // its files and its log when it likes.
      if (kind === 'postgres') expect(among(inFiles.owners, ended)).toEqual(ended);
      else expect(among(inFiles.owners, ended).length).toBeLessThanOrEqual(Math.max(1, COUNT / 100));

      keysCommand('retire', retired, '--erase', '--file', keyFile);
      const after = fileKeys(keyFile);
      expect(await steal(inBackup, after)).toEqual(new Set());
      expect(among(await steal(inFiles, after), everything)).toEqual(left);
      expect([...inBackup.plain, ...inFiles.plain]).toEqual([]);

      for (const { consumerId } of survivors) {
        const { conversations } = await privacy.exportConsumer({ accountId: ACCOUNT, consumerId });
        expect(conversations.map(({ name, messages }) => [name, messages.length])).toEqual([[SECRET, 1]]);
      }
    },
    PATIENCE_MS,
  );
});
