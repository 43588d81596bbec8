// A desk that runs apart has no route, key, file or grant to answers: a real process is looked into, and PostgreSQL refuses its role. The
// same look finds everything in a desk that was given what is the vault's. Killed at any moment, neither half loses or doubles anything.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatArchiveKeyFile } from '@tellsafe/core/answers/archive';
import { createKeyFile, fileKeys } from '@tellsafe/server-kit/keys/file';
import { redisStore } from '@tellsafe/server-kit/stores/redis';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startRedis } from '../../../../scripts/services/redis.mjs';
import { servesRoute } from '../../src/roles.ts';
import { ok, submittedForm } from '../clients.ts';
import { ACCOUNT, agents, answers, createHarness, FORM_ORIGIN, forms, SHOP_ORIGIN, START } from '../harness.ts';
import { archivePair } from '../history/stage.ts';
import { libraries } from '../stores/redis-clients.ts';
import { poolOf } from '../support/postgres.ts';
import { sharedPostgres } from '../support/postgres-places.ts';
import { runSeed, seeded } from '../support/seeded.ts';
import { bundleHalf, type Half, type SplitSetting, startHalf, startSplit } from '../vault-apart/processes.ts';
import { ciphertextsOf, keysIn, reachOf, sealedIn, type Treasure, vaultRoutesOf } from '../vault-apart/reach.ts';
import { routePatterns } from '../vault-apart/stage.ts';
import { ANSWERS, killRound } from './kills-round.ts';
import { sized } from './size.ts';

const KILLS = sized(6, 200);
const FORMS = sized(3, 100);
const timeout = sized(300_000, 1_800_000);
const folder = mkdtempSync(join(tmpdir(), 'tellsafe-apart-'));
let program = '';
beforeAll(async () => {
  program = await bundleHalf(folder);
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true }));

const account = { id: ACCOUNT, formOrigin: FORM_ORIGIN, allowedOrigins: [SHOP_ORIGIN], forms };

/** A folder for each half, with its key file. */
function folders(name: string) {
  const [desk, vault] = [join(folder, name, 'desk'), join(folder, name, 'vault')];
  for (const each of [desk, vault]) {
    mkdirSync(each, { recursive: true });
    createKeyFile(join(each, 'tellsafe.keys'));
  }
  return { desk, vault };
}

describe('a desk process on SQLite', () => {
  /** Forms that went through two processes, and what a look into the desk, or into another desk, finds. */
  async function lookInto(name: string, strays?: true) {
    const { desk, vault } = folders(name);
    const { setting: archiveKey, keyId, privateKey } = await archivePair();
    const archive = join(vault, 'archive.key');
    writeFileSync(archive, await formatArchiveKeyFile({ ...archiveKey, keyId, privateKey }), { mode: 0o600 });
    const setting: SplitSetting = {
      ...{ records: { kind: 'sqlite', path: join(desk, 'records.db') }, keyFile: join(desk, 'tellsafe.keys') },
      vault: {
        ...{ sealed: { kind: 'sqlite', path: join(vault, 'vault.db') }, volatile: { kind: 'memory' } },
        ...{ keyFile: join(vault, 'tellsafe.keys'), archive: [archive] },
      },
      ...{ accounts: [{ ...account, archiveKey, archive: 'vault', features: { history: true } }], agents },
    };
    const split = await startSplit(program, setting, Date.now);
    const ciphertexts: Uint8Array[] = [];
    let looked: Half = split.halves.desk;
    try {
      for (let count = 0; count < FORMS; count += 1) {
        const { agent, submissionId } = await submittedForm(split.harness);
        const { answer, values } = await agent.read(submissionId);
        expect(values).toEqual(answers.card);
        ciphertexts.push(...ciphertextsOf(answer));
        ok(await agent.call('DELETE', '/v1/agent/sessions/current'));
      }
      if (strays) looked = await startHalf(program, { role: 'desk', ...setting, strays });
      const kept = sealedIn(join(vault, 'vault.db'));
      const treasure: Treasure = {
        keys: [...keysIn(join(vault, 'tellsafe.keys')), privateKey],
        answers: [...kept, ...ciphertexts],
        files: [join(vault, 'vault.db')],
      };
      const served = await vaultRoutesOf(split.halves.vault);
      return { reach: await reachOf(looked, treasure, [desk], folder), served, treasure, kept };
    } finally {
      if (strays) await looked.worker.stop();
      await split.stop();
    }
  }

  test('L0 SF-ACC-01 it has no route to answers, holds no key of them, and nothing of what is kept', {
    timeout,
  }, async () => {
    const { reach, served, treasure } = await lookInto('apart');
    expect(treasure).toMatchObject({ keys: { length: 3 }, answers: { length: 4 * FORMS } });
    expect(reach).toEqual({ routes: [], files: [], keys: 0, answers: 0 });
    // The control of the look at routes: the vault has them all.
    expect(served).toEqual(routePatterns.flatMap(({ name }) => (servesRoute(['desk'], name) ? [] : [name])));
  });

  test('control: a desk whose host opens keys and database of the vault is found', { timeout }, async () => {
    const { reach, treasure, kept } = await lookInto('strays', true);
    if (process.platform !== 'linux') return;
    expect(reach.files).toEqual(treasure.files);
    expect(reach.keys).toBe(treasure.keys.length);
    expect(reach.answers).toBeGreaterThanOrEqual(kept.length);
  });
});

test('PostgreSQL refuses the role of the desk; with a grant too much it is found', { timeout }, async () => {
  const bench = await sharedPostgres();
  const [records, sealed] = [await bench.schema(), await bench.schema()];
  // As docs/vault-apart.md says it.
  await bench.admin.query(`
    CREATE ROLE desk LOGIN; CREATE ROLE vault LOGIN;
    GRANT USAGE ON SCHEMA ${records} TO desk, vault;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${records} TO desk, vault;
    GRANT USAGE ON SCHEMA ${sealed} TO vault;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${sealed} TO vault;`);
  const urlOf = (role: string) => Object.assign(new URL(bench.server.url), { username: role }).href;
  const { desk, vault } = folders('postgres');
  const setting = { keyFile: join(desk, 'tellsafe.keys'), accounts: [account], agents };
  const place = { kind: 'postgres', url: urlOf('vault'), schema: sealed } as const;
  const ofVault: SplitSetting['vault'] = {
    ...{ sealed: place, records: { ...place, schema: records }, volatile: { kind: 'memory' } },
    keyFile: join(vault, 'tellsafe.keys'),
  };
  const split = await startSplit(
    program,
    { ...setting, records: { kind: 'postgres', url: urlOf('desk'), schema: records }, vault: ofVault },
    Date.now,
  );
  const asDesk = poolOf(urlOf('desk'));
  try {
    const { agent, submissionId } = await submittedForm(split.harness);
    expect((await agent.read(submissionId)).values).toEqual(answers.card);
    const tables = async () => {
      const names = ['records', 'entries', 'events', 'state'];
      const tries = names.map((name) => asDesk.query(`SELECT * FROM ${sealed}.${name} LIMIT 1`).then(() => name));
      return (await Promise.allSettled(tries)).flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    };
    expect(await tables()).toEqual([]);
    await expect(asDesk.query(`SELECT * FROM ${sealed}.records`)).rejects.toMatchObject({ code: '42501' });
    // What is the desk's own, it reads.
    expect((await asDesk.query(`SELECT 1 FROM ${records}.records LIMIT 1`)).rows).toHaveLength(1);
    await bench.admin.query(`GRANT USAGE ON SCHEMA ${sealed} TO desk; GRANT SELECT ON ${sealed}.records TO desk`);
    expect(await tables()).toEqual(['records']);
  } finally {
    await asDesk.end();
    await split.stop();
  }
});

describe('T5 halves that are killed', () => {
  async function killed(kills: number, faults: Parameters<typeof startSplit>[3] = {}): Promise<number> {
    const { desk, vault } = folders(`kills${Object.keys(faults)}`);
    const redis = await startRedis();
    onTestFinished(() => redis.stop());
    const { client, close } = await libraries.ioredis(redis.url);
    onTestFinished(close);
    const files = { records: join(desk, 'tellsafe.keys'), sealed: join(vault, 'tellsafe.keys') };
    const keys = { records: fileKeys(files.records), sealed: fileKeys(files.sealed) };
    // The one that looks at the stores is a whole kit, and is not killed.
    const witness = await createHarness('sqlite', {
      options: { keys },
      volatile: () => redisStore({ client, use: 'volatile', clock: () => START, timeoutMs: 30_000 }),
    });
    const { records, sealed } = witness.places;
    const setting: SplitSetting = {
      ...{ records, keyFile: files.records, accounts: [account], agents, now: START },
      vault: { sealed, volatile: { kind: 'redis', url: redis.url }, keyFile: files.sealed },
    };
    const split = await startSplit(program, setting, () => START, faults);
    const through = () => ({ ...witness, tellsafe: { ...witness.tellsafe, fetch: split.harness.tellsafe.fetch } });
    const random = seeded(runSeed, 'vault apart');
    let unfinished = 0;
    try {
      for (let count = 0; count < kills; count += 1) {
        const kill = async () => {
          await split.kill(count % 3 === 0 ? 'desk' : 'vault');
          return through();
        };
        unfinished += await killRound({ witness, first: through(), killAt: 1 + random(ANSWERS - 1), kill });
      }
    } finally {
      await split.stop();
      await witness.close();
    }
    return unfinished;
  }

  test(`SF-OTK-02 SF-FLOW-05 ${KILLS} kills of either, seed ${runSeed}`, { timeout }, async () => {
    expect(await killed(KILLS)).toBeGreaterThan(0);
  });

  test('control: a vault that acknowledges before it commits is caught', { timeout }, async () => {
    await expect(killed(20, { vault: { isEarly: true } })).rejects.toThrow(/^expected \[ '[a-z ]+', false \]/);
  });
});
