// Handles, one-time keys and consumer keys as texts.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { webRandom } from '../crypto/random.ts';
import { hashSync } from '../crypto/sync.ts';
import { fromBase64url, toBase64url } from '../encoding/base64url.ts';
import { lengthPrefixed } from '../encoding/length-prefixed.ts';
import { isUuid, uuidFromBytes, uuidToBytes } from '../ids.ts';
import { deviceIdOf } from './claim.ts';
import { encodeConsumerKey, parseConsumerKey } from './consumer-key.ts';
import * as derive from './derive.ts';
import { encodeHandle, invitationIdOf, parseHandle } from './handle.ts';
import { deviceIdOfSync, invitationIdOfSync } from './handle-sync.ts';
import { encodeOneTimeKey, type OneTimeKey, oneTimeKeyMacInput, parseOneTimeKey } from './one-time-key.ts';
import { purposes } from './purpose.ts';

const conversationId = '0f8fad5b-d9cb-469f-a165-70867728950e';
const invitationId = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const uuids = bytes(16).map(uuidFromBytes);
const accounts = fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/);
const ascii = (text: string) => Array.from(text, (character) => character.charCodeAt(0));

const handle = { accountId: 'acme', conversationId, secret: new Uint8Array(16).fill(7) };
const key: OneTimeKey = {
  purpose: 'submit',
  accountId: 'acme',
  conversationId,
  invitationId,
  secret: new Uint8Array(32).fill(9),
};
const consumerKey = { accountId: 'acme', conversationId, mac: new Uint8Array(32).fill(5) };

describe('round trips', () => {
  test('handles', () => {
    const handles = fc.record({ accountId: accounts, conversationId: uuids, secret: bytes(16) });
    fc.assert(fc.property(handles, (each) => void expect(parseHandle(encodeHandle(each))).toEqual(each)));
  });

  test('one-time keys', () => {
    const keys = fc.record({
      purpose: fc.constantFrom(...purposes),
      accountId: accounts,
      conversationId: uuids,
      invitationId: uuids,
      secret: bytes(32),
    });
    fc.assert(fc.property(keys, (each) => void expect(parseOneTimeKey(encodeOneTimeKey(each))).toEqual(each)));
  });

  test('consumer keys', () => {
    const keys = fc.record({ accountId: accounts, conversationId: uuids, mac: bytes(32) });
    fc.assert(fc.property(keys, (each) => void expect(parseConsumerKey(encodeConsumerKey(each))).toEqual(each)));
  });
});

describe('the bytes are the documented ones', () => {
  test('handle: conversation, secret, account', () => {
    expect([...fromBase64url(encodeHandle(handle))]).toEqual([
      ...uuidToBytes(conversationId),
      ...handle.secret,
      ...ascii('acme'),
    ]);
  });

  test('one-time key: purpose, conversation, invitation, secret, account', () => {
    const expected = [...uuidToBytes(conversationId), ...uuidToBytes(invitationId), ...key.secret, ...ascii('acme')];
    for (const [at, purpose] of purposes.entries()) {
      expect([...fromBase64url(encodeOneTimeKey({ ...key, purpose }))]).toEqual([at + 1, ...expected]);
    }
    expect(oneTimeKeyMacInput(key)).toEqual(lengthPrefixed('tellsafe/otk/v1', 'acme', 'submit', key.secret));
  });

  test('consumer key: conversation, MAC, account', () => {
    expect([...fromBase64url(encodeConsumerKey(consumerKey))]).toEqual([
      ...uuidToBytes(conversationId),
      ...consumerKey.mac,
      ...ascii('acme'),
    ]);
  });
});

describe('SF-OTK-06 what is not exactly one of them is none', () => {
  const parsers = {
    parseHandle: [parseHandle, encodeHandle(handle), 32],
    parseOneTimeKey: [parseOneTimeKey, encodeOneTimeKey(key), 65],
    parseConsumerKey: [parseConsumerKey, encodeConsumerKey(consumerKey), 48],
  } as const;

  for (const [name, [parse, text, fixed]] of Object.entries(parsers)) {
    test(`${name}: truncated, extended, padded, with another account spelling`, () => {
      expect(parse(text)).not.toBeNull();
      const raw = fromBase64url(text);
      const withAccount = (account: string) =>
        toBase64url(Uint8Array.from([...raw.subarray(0, fixed), ...ascii(account)]));
      expect(parse(withAccount('a'.repeat(32)))).not.toBeNull();
      const wrong: unknown[] = [
        withAccount(''),
        withAccount('ACME'),
        withAccount('-acme'),
        withAccount('ac\u0000me'),
        withAccount('\u00ff'),
        withAccount('a'.repeat(33)),
        toBase64url(raw.subarray(0, fixed - 1)),
        `${text}=`,
        ` ${text}`,
        `${text}\n`,
        '',
        '!',
        'A'.repeat(10_000),
        null,
        undefined,
        {},
        [text],
      ];
      for (const each of wrong) expect(parse(each)).toBeNull();
    });

    test(`${name} never throws`, () => {
      fc.assert(fc.property(fc.anything(), (value) => void parse(value)));
      fc.assert(fc.property(fc.uint8Array({ maxLength: 120 }), (value) => void parse(toBase64url(value))));
    });
  }

  test('SF-OTK-01 a purpose byte without meaning is no key', () => {
    const raw = fromBase64url(encodeOneTimeKey(key));
    for (const byte of [0, 4, 255]) {
      raw[0] = byte;
      expect(parseOneTimeKey(toBase64url(raw))).toBeNull();
    }
  });

  test('wrong calls are told apart from wrong texts', () => {
    expect(() => encodeHandle({ ...handle, secret: new Uint8Array(15) })).toThrow(RangeError);
    expect(() => encodeHandle({ ...handle, accountId: 'No' })).toThrow(RangeError);
    expect(() => encodeOneTimeKey({ ...key, secret: new Uint8Array(16) })).toThrow(RangeError);
    expect(() => encodeConsumerKey({ ...consumerKey, mac: new Uint8Array(16) })).toThrow(RangeError);
    const encodingInvalid = expect.objectContaining({ code: 'encoding_invalid' });
    expect(() => encodeHandle({ ...handle, conversationId: 'x' })).toThrow(encodingInvalid);
  });
});

describe('SF-FLOW-02 a handle names an invitation one way', () => {
  test('the id is a UUID, the same on servers and in pages, different for each part', async () => {
    const id = invitationIdOfSync(handle);
    expect(isUuid(id)).toBe(true);
    expect(id[14]).toBe('4');
    expect('89ab').toContain(id[19]);
    expect(await invitationIdOf(handle)).toBe(id);
    const digest = hashSync(lengthPrefixed('tellsafe/handle/v1', 'acme', conversationId, handle.secret));
    expect(id.slice(0, 13)).toBe(uuidFromBytes(digest.slice(0, 16)).slice(0, 13));
    const others = [
      { ...handle, accountId: 'acme2' },
      { ...handle, conversationId: invitationId },
      { ...handle, secret: webRandom(16) },
    ];
    expect(new Set([id, ...others.map(invitationIdOfSync)]).size).toBe(4);
  });

  test('a device is named by the hash of its claim', async () => {
    const claim = webRandom(32);
    const id = deviceIdOfSync(claim);
    expect(id).toMatch(/^[\w-]{43}$/);
    expect(await deviceIdOf(claim)).toBe(id);
    expect(deviceIdOfSync(webRandom(32))).not.toBe(id);
    expect(() => deviceIdOfSync(new Uint8Array(31))).toThrow(RangeError);
  });
});

describe('what is derived from the pepper', () => {
  const address = { accountId: 'acme', conversationId, invitationId };

  test('no two kinds and no two addresses share an input', () => {
    const inputs = [
      derive.handleSecretInput('acme', conversationId, new Uint8Array(16)),
      derive.handleSecretInput('acme', conversationId, new Uint8Array(16).fill(1)),
      derive.submitSecretInput(address, 'device', 0),
      derive.submitSecretInput(address, 'device', 1),
      derive.submitSecretInput(address, 'device2', 0),
      derive.submitSecretInput({ ...address, accountId: 'acme2' }, 'device', 0),
      derive.deviceKeyInput(address, 'device'),
      derive.deviceKeyInput({ ...address, invitationId: conversationId }, 'device'),
      derive.deviceKeyInput(address, 'device2'),
      derive.sessionKeyInput('acme', conversationId),
      derive.sessionKeyInput('acme2', conversationId),
      derive.consumerKeyInput('acme', conversationId, 'k1'),
      derive.consumerKeyInput('acme', conversationId, 'k2'),
      oneTimeKeyMacInput(key),
    ];
    expect(new Set(inputs.map(toBase64url)).size).toBe(inputs.length);
  });

  test('the documented parts, in the documented order', () => {
    expect(derive.submitSecretInput(address, 'd', 3)).toEqual(
      lengthPrefixed('tellsafe/submit-secret/v1', 'acme', conversationId, invitationId, 'd', '3'),
    );
    expect(derive.deviceKeyInput(address, 'd')).toEqual(
      lengthPrefixed('tellsafe/device/v1', 'acme', conversationId, invitationId, 'd'),
    );
    expect(derive.sessionKeyInput('acme', 's')).toEqual(lengthPrefixed('tellsafe/session/v1', 'acme', 's'));
    expect(derive.consumerKeyInput('acme', 'c', 'k')).toEqual(lengthPrefixed('tellsafe/consumer/v1', 'acme', 'c', 'k'));
    for (const generation of [-1, 0.5, Number.NaN]) {
      expect(() => derive.submitSecretInput(address, 'd', generation)).toThrow(RangeError);
    }
  });
});
