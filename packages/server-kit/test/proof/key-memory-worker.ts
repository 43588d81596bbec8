// A process that holds keys, for key-memory.test.ts. With `careless` it reads the file as text and keeps that and the keys in it:
// what the proof must notice.
import { readFileSync } from 'node:fs';
import { fileKeys } from '@tellsafe/server-kit/keys/file';
import { serve, workerSetting } from '../support/worker-end.ts';

const { path, manner } = workerSetting<{ readonly path: string; readonly manner: 'careful' | 'careless' }>();
const keys = fileKeys(path, { checkEveryMs: 100 });
const text = manner === 'careless' ? readFileSync(path, 'utf8') : '';
const kept = [...text.matchAll(/"key": "([^"]+)"/g)].map(([, key = '']) => Buffer.from(key, 'base64url'));
const data = new Uint8Array(32);

/** Uses every key that it is told; gives which of them it knows. */
serve<{ readonly mac: readonly string[]; readonly unwrap: readonly string[] }>(async ({ mac, unwrap }) => {
  const known: string[] = [];
  const note = (id: string) => () => known.push(id);
  const wrapped = await keys.wrap(data, data);
  for (const id of mac) await keys.mac(data, id).then(note(id), () => {});
  for (const id of unwrap)
    await keys.unwrap({ ...wrapped, keyId: id }, data).then(note(id), (error) => knownAnyway(error, note(id)));
  return { known, kept: [text.length, kept.length] };
});

/** Bytes that another key wrapped do not open, but the key was there to try. */
function knownAnyway({ code }: { readonly code: string }, note: () => void): void {
  if (code === 'at_rest_invalid') note();
}
