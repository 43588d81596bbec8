// AES-GCM does not commit to its key: one ciphertext can open to two texts. The commitment must leave one of them.
import { expect, test } from 'vitest';
import { isCommittedTo } from '../../src/answers/payload.ts';
import { sha256 } from '../../src/crypto/digest.ts';
import { hex, salamanders } from './files.ts';

async function openUnder(keyBytes: string, { iv, aad, ct, tag }: (typeof salamanders)[number]): Promise<Uint8Array> {
  const key = await crypto.subtle.importKey('raw', hex(keyBytes), 'AES-GCM', false, ['decrypt']);
  const algorithm = { name: 'AES-GCM', iv: hex(iv), additionalData: hex(aad) };
  return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, hex(ct + tag)));
}

test('control: without the commitment each ciphertext opens under both keys, to two texts', async () => {
  expect(salamanders.length).toBe(5);
  for (const vector of salamanders) {
    expect(await openUnder(vector.key1, vector)).toEqual(hex(vector.pt1));
    expect(await openUnder(vector.key2, vector)).toEqual(hex(vector.pt2));
    expect(vector.pt1).not.toBe(vector.pt2);
  }
});

test('SF-FLOW-04 whatever the sender committed to, at most one of the two texts is accepted', async () => {
  for (const vector of salamanders) {
    const first = await openUnder(vector.key1, vector);
    const second = await openUnder(vector.key2, vector);
    const commitments = [await sha256(first), await sha256(second), new Uint8Array(32), hex(vector.aad).slice(0, 32)];
    for (const commitment of commitments) {
      const accepted = [await isCommittedTo(first, commitment), await isCommittedTo(second, commitment)];
      expect(accepted.filter(Boolean).length).toBeLessThanOrEqual(1);
    }
    expect(await isCommittedTo(first, await sha256(first))).toBe(true);
    expect(await isCommittedTo(second, await sha256(second))).toBe(true);
  }
});
