// Archive keys of a vault: which files are taken, and what is opened with them; and which accounts may name the vault.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatArchiveKeyFile } from '@tellsafe/core/answers/archive';
import { webRandom } from '@tellsafe/core/crypto';
import { hpkeSeal, suiteIds } from '@tellsafe/core/crypto/hpke';
import { fromBase64url, utf8 } from '@tellsafe/core/encoding';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createKeyFile, fileKeys } from '../../src/keys/file.ts';
import { memoryKeys } from '../../src/keys/memory.ts';
import { createHarness } from '../harness.ts';
import { type ArchivePair, archivePair } from './stage.ts';

let folder = '';
let keyFile = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tellsafe-'));
  keyFile = join(folder, 'tellsafe.keys');
  createKeyFile(keyFile);
});
afterEach(() => rmSync(folder, { recursive: true }));

async function writeArchive(pair: ArchivePair, passphrase?: string): Promise<string> {
  const { setting, keyId, privateKey } = pair;
  const path = join(folder, `${keyId}.archive`);
  const lock = passphrase === undefined ? undefined : { passphrase, random: webRandom };
  writeFileSync(path, await formatArchiveKeyFile({ ...setting, keyId, privateKey }, lock), { mode: 0o600 });
  return path;
}

async function sealedTo({ setting, keyId }: ArchivePair, text: string) {
  const binding = { info: utf8('info'), aad: utf8('aad') };
  const sealed = await hpkeSeal(setting.suite, fromBase64url(setting.publicKey), utf8(text), binding);
  return { keyId, suite: setting.suite, ...sealed, ...binding };
}

test.each(suiteIds)('SF-ACC-04 a vault opens with the files of %s keys that it is given', async (suite) => {
  const pairs = [await archivePair(suite), await archivePair('x25519')];
  const keys = fileKeys(keyFile, { archive: await Promise.all(pairs.map((pair) => writeArchive(pair))) });
  expect(keys.archiveKeyIds).toEqual(pairs.map(({ keyId }) => keyId));
  for (const pair of pairs) expect(await keys.openArchive(await sealedTo(pair, 'secret'))).toEqual(utf8('secret'));
  keys.close();
});

test('a key that is not held, another suite and another binding are refused', async () => {
  const [pair, other] = [await archivePair(), await archivePair()];
  const keys = fileKeys(keyFile, { archive: [await writeArchive(pair)] });
  const sealed = await sealedTo(pair, 'secret');
  const invalid = { code: 'answers_invalid' };
  await expect(keys.openArchive(await sealedTo(other, 'secret'))).rejects.toMatchObject({ code: 'key_unknown' });
  await expect(keys.openArchive({ ...sealed, suite: 'xwing' })).rejects.toMatchObject(invalid);
  await expect(keys.openArchive({ ...sealed, aad: utf8('other') })).rejects.toMatchObject(invalid);
  await expect(keys.openArchive({ ...sealed, info: utf8('other') })).rejects.toMatchObject(invalid);
  keys.close();
});

test('a file that a vault cannot use is refused at once, by its path and with the reason', async () => {
  const pair = await archivePair();
  const readable = await writeArchive(await archivePair());
  chmodSync(readable, 0o644);
  const wrong: readonly (readonly [string, RegExp])[] = [
    [join(folder, 'none'), /does not exist.*keys archive/],
    [readable, /Others can read it/],
    [await writeArchive(pair, 'a long passphrase'), /has a passphrase/],
    [keyFile, /not a file of an archive key/],
  ];
  for (const [path, hint] of wrong) {
    expect(() => fileKeys(keyFile, { archive: [path] })).toThrow(
      expect.objectContaining({
        ...{ code: 'key_file_invalid', params: expect.objectContaining({ value: path }) },
        message: expect.stringMatching(hint),
      }),
    );
  }
});

describe('the setting', () => {
  const history = { features: { history: true } };

  test.each([
    ['archive', { archive: 'cloud' }],
    ['archive', { archive: 'vault' }],
    ['features.history', history],
  ])('SF-ACC-04 accounts[0].%s of %j is refused at start, by name', async (key, account) => {
    await expect(createHarness('memory', { account: account as object })).rejects.toMatchObject({
      ...{ code: 'option_invalid', params: { key: `accounts[0].${key}` } },
    });
  });

  test('SF-ACC-04 a vault without the private half is refused at start, with what to do', async () => {
    const [pair, other] = [await archivePair(), await archivePair()];
    const account = { archiveKey: pair.setting, archive: 'vault', ...history } as const;
    for (const keys of [memoryKeys(), fileKeys(keyFile, { archive: [await writeArchive(other)] })]) {
      await expect(createHarness('memory', { account, options: { keys } })).rejects.toMatchObject({
        ...{ code: 'option_invalid', message: expect.stringContaining('fileKeys(path, { archive: [file] })') },
      });
    }
    const keys = fileKeys(keyFile, { archive: [await writeArchive(pair)] });
    await (await createHarness('memory', { account, options: { keys } })).close();
  });
});
