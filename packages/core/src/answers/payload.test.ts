import { describe, expect, test } from 'vitest';
import { sha256 } from '../crypto/digest.ts';
import { webRandom } from '../crypto/random.ts';
import { utf8 } from '../encoding/utf8.ts';
import { commitPayload, isCommittedTo, PAYLOAD_SIZES, readCommitted, SALT_BYTES } from './payload.ts';

const invalid = { code: 'answers_invalid' };

/** A committed payload with any bytes for JSON, as another program might make it. */
async function handmade(json: string | Uint8Array, options: { size?: number; length?: number; padding?: number } = {}) {
  const text = typeof json === 'string' ? utf8(json) : json;
  const plaintext = new Uint8Array(SALT_BYTES + (options.size ?? 1024));
  plaintext.fill(options.padding ?? 0, SALT_BYTES + 4);
  new DataView(plaintext.buffer).setUint32(SALT_BYTES, options.length ?? text.length);
  plaintext.set(text, SALT_BYTES + 4);
  return [plaintext, await sha256(plaintext)] as const;
}

describe('payload', () => {
  test('salt, length, canonical JSON, zeros; the commitment is the hash of all of it', async () => {
    const salt = new Uint8Array(32).fill(3);
    const { plaintext, commitment } = await commitPayload({ b: 'ü', a: '1' }, () => salt);
    const json = utf8('{"answers":{"a":"1","b":"ü"}}');
    const expected = new Uint8Array(32 + 1024);
    expected.set(salt);
    expected[35] = json.length;
    expected.set(json, 36);
    expect(plaintext).toEqual(expected);
    expect(commitment).toEqual(await sha256(expected));
    expect(await readCommitted(plaintext, commitment)).toEqual({ a: '1', b: 'ü' });
  });

  test('a payload made by hand to the documented format is read', async () => {
    expect(await readCommitted(...(await handmade('{"answers":{"10":"b","9":"a"}}')))).toEqual({ '10': 'b', '9': 'a' });
    expect(await readCommitted(...(await handmade('{"answers":{}}')))).toEqual({});
  });

  test('an answer named like a member of every object is an answer like any other', async () => {
    const read = await readCommitted(...(await handmade('{"answers":{"__proto__":"x","constructor":"y"}}')));
    expect(Object.entries(read)).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
  });

  test('threat 11: every other content is refused', async () => {
    const wrong = [
      '',
      'null',
      '[]',
      '{}',
      '{"answers":null}',
      '{"answers":[]}',
      '{"answers":{"a":1}}',
      '{"answers":{"a":null}}',
      '{"answers":{"a":{"b":"c"}}}',
      '{"answers":{"a":"1","a":"2"}}',
      '{"answers":{"a":"1"},"answers":{"a":"2"}}',
      '{"answers":{"a":"1"},"more":1}',
      '{"answers":{"b":"1","a":"2"}}',
      '{"answers": {"a":"1"}}',
      '{"answers":{"a":"\\u0031"}}',
      '{"answers":{"a":"1"}} ',
      '{"answers":{"a":"1"}',
      Uint8Array.of(0x7b, 0xff, 0x7d),
    ];
    for (const json of wrong) await expect(readCommitted(...(await handmade(json)))).rejects.toMatchObject(invalid);
  });

  test('sizes off the ladder, wrong lengths and padding that is not zero are refused', async () => {
    const json = '{"answers":{}}';
    const wrong = [{ size: 1023 }, { size: 1025 }, { size: 512 }, { size: 2048 }, { size: 32_768 }, { padding: 1 }];
    for (const options of wrong) {
      await expect(readCommitted(...(await handmade(json, options)))).rejects.toMatchObject(invalid);
    }
    for (const length of [0, 13, 15, 1021, 0xffff_ffff]) {
      await expect(readCommitted(...(await handmade(json, { length })))).rejects.toMatchObject(invalid);
    }
    const short = new Uint8Array(SALT_BYTES);
    await expect(readCommitted(short, await sha256(short))).rejects.toMatchObject(invalid);
    expect(PAYLOAD_SIZES).toEqual([1024, 2048, 4096, 8192, 16_384]);
  });

  test('a commitment to other bytes, or of another length, is refused', async () => {
    const { plaintext, commitment } = await commitPayload({ a: '1' }, webRandom);
    expect(await isCommittedTo(plaintext, commitment)).toBe(true);
    for (const other of [
      new Uint8Array(32),
      new Uint8Array(),
      commitment.slice(0, 31),
      Uint8Array.from([...commitment, 0]),
    ]) {
      await expect(readCommitted(plaintext, other)).rejects.toMatchObject(invalid);
    }
    plaintext[0] = (plaintext[0] ?? 0) ^ 1;
    await expect(readCommitted(plaintext, commitment)).rejects.toMatchObject(invalid);
  });
});
