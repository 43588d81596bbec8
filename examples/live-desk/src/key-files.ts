// The demo's keys, each in a file of its own in the data folder; made at the first start, as the kit's command line does for a server.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatArchiveKeyFile, parseArchiveKeyFile } from '@tellsafe/core/answers/archive';
import { generateRecipientKeyPair, recipientKeyId, serializeRecipientPrivateKey } from '@tellsafe/core/crypto/hpke';
import { toBase64url } from '@tellsafe/core/encoding';
import { type AccountOptions, createVapidKeys, type PushOptions } from '@tellsafe/server-kit';
import { createKeyFile, type FileKeys, fileKeys } from '@tellsafe/server-kit/keys/file';

/** Keys of a desk without the vault: `npx tellsafe keys init`. */
export function deskKeysIn(dataDir: string): FileKeys {
  return fileKeys(keyFileIn(dataDir));
}

function keyFileIn(dataDir: string): string {
  const path = join(dataDir, 'tellsafe.keys');
  if (!existsSync(path)) createKeyFile(path);
  return path;
}

/** Keys of the kit, with the archive's in the vault: `npx tellsafe keys init` and `npx tellsafe keys archive`. */
export async function keysIn(dataDir: string): Promise<FileKeys> {
  const path = keyFileIn(dataDir);
  await archiveKeyIn(dataDir);
  return fileKeys(path, { archive: [archivePath(dataDir)] });
}

const archivePath = (dataDir: string): string => join(dataDir, 'archive.key');

/** The public half of the archive's key: recorded answers are sealed to it as well, for managers (docs/history.md). */
export async function archiveKeyIn(dataDir: string): Promise<NonNullable<AccountOptions['archiveKey']>> {
  const path = archivePath(dataDir);
  if (!existsSync(path)) {
    const suite = 'x25519';
    const pair = await generateRecipientKeyPair(suite);
    const publicKey = toBase64url(pair.publicKey);
    const keyId = await recipientKeyId(suite, pair.publicKey);
    const privateKey = await serializeRecipientPrivateKey(suite, pair.privateKey);
    writeFileSync(path, await formatArchiveKeyFile({ suite, keyId, publicKey, privateKey }), { mode: 0o600 });
  }
  const { suite, publicKey } = parseArchiveKeyFile(readFileSync(path));
  return { suite, publicKey };
}

/** By them push services know the shop: `npx tellsafe keys vapid`. */
export async function vapidKeysIn(dataDir: string): Promise<PushOptions['vapid']> {
  const path = join(dataDir, 'push.keys');
  if (!existsSync(path)) {
    const keys = { ...(await createVapidKeys()), subject: 'https://tellsafe.example/live-desk' };
    writeFileSync(path, JSON.stringify(keys), { mode: 0o600 });
  }
  return JSON.parse(readFileSync(path, 'utf8')) as PushOptions['vapid'];
}
