import { describe, expect, test } from 'vitest';
import markdown from '../../../docs/protocol.md?raw';
import { sealInfo } from '../src/answers/context.ts';
import { openPart, PAYLOAD_SIZES, type SealedPart } from '../src/answers/index.ts';
import { commitPayload } from '../src/answers/payload.ts';
import { atRestContext, openAtRest, prepareWrapping, sealAtRest } from '../src/crypto/at-rest.ts';
import { hpkeOpen, recipientKeyId } from '../src/crypto/hpke.ts';
import { createProof, importProofKey } from '../src/crypto/proof.ts';
import { proofMacInput } from '../src/crypto/proof-format.ts';
import { hashSync, parseProof, verifyProof } from '../src/crypto/sync.ts';
import { loadXWing } from '../src/crypto/xwing/load.ts';
import { canonicalJson, fromBase64url, lengthPrefixed, toBase64url, utf8 } from '../src/encoding/index.ts';
import { hashDefinition } from '../src/form/index.ts';
import {
  deviceIdOf,
  encodeConsumerKey,
  encodeHandle,
  encodeOneTimeKey,
  invitationIdOf,
  oneTimeKeyMacInput,
  parseConsumerKey,
  parseHandle,
  parseOneTimeKey,
} from '../src/otk/index.ts';
import { blocksOf } from './documents.ts';

const blocks = blocksOf(markdown);
const vectors = (name: string) =>
  blocks.filter(({ labels }) => labels.vector === name).map(({ text }) => JSON.parse(text));
const only = (name: string) => vectors(name)[0];
const example = (route: string, part: string) =>
  JSON.parse(blocks.find(({ labels }) => labels.route === route && labels.part === part)?.text ?? '');

const bytes = (hex: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const hex = (data: Uint8Array): string => Array.from(data, (byte) => byte.toString(16).padStart(2, '0')).join('');
const fixed = (text: string) => () => bytes(text);

test('the page has every vector', () => {
  const listed = [...new Set(blocks.flatMap(({ labels }) => labels.vector ?? []))];
  expect(listed).toEqual([
    'length-prefixed',
    'handle',
    'one-time-key',
    'claim',
    'consumer-key',
    'proof',
    'recipient-key-id',
    'definition-hash',
    'padding',
    'payload',
    'open',
    'open-xwing',
    'at-rest',
  ]);
});

test('length-prefixed list', () => {
  const { parts, bytes: expected } = only('length-prefixed');
  const given = parts.map((part: string | { hex: string }) => (typeof part === 'string' ? part : bytes(part.hex)));
  expect(hex(lengthPrefixed(...given))).toBe(expected);
});

test('handle and invitation id', async () => {
  const vector = only('handle');
  const { accountId, conversationId } = vector;
  const handle = { accountId, conversationId, secret: bytes(vector.secret) };
  expect(encodeHandle(handle)).toBe(vector.handle);
  expect(hex(fromBase64url(vector.handle))).toBe(vector.bytes);
  expect(parseHandle(vector.handle)).toEqual(handle);
  expect(hex(lengthPrefixed('tellsafe/handle/v1', accountId, conversationId, handle.secret))).toBe(vector.hashed);
  expect(await invitationIdOf(handle)).toBe(vector.invitationId);
});

test('SF-OTK-01 one-time key', () => {
  const { bytes: layout, key, macInput, secret, ...names } = only('one-time-key');
  const parts = { ...names, secret: bytes(secret) };
  expect(encodeOneTimeKey(parts)).toBe(key);
  expect(parseOneTimeKey(key)).toEqual(parts);
  expect(hex(fromBase64url(key))).toBe(layout);
  expect(hex(oneTimeKeyMacInput(parts))).toBe(macInput);
});

test('claim and device id', async () => {
  const { claim, hashed, deviceId } = only('claim');
  expect(hex(lengthPrefixed('tellsafe/claim/v1', bytes(claim)))).toBe(hashed);
  expect(toBase64url(hashSync(bytes(hashed)))).toBe(deviceId);
  expect(await deviceIdOf(bytes(claim))).toBe(deviceId);
});

test('consumer key', () => {
  const { mac, consumerKey, ...names } = only('consumer-key');
  expect(encodeConsumerKey({ ...names, mac: bytes(mac) })).toBe(consumerKey);
  expect(parseConsumerKey(consumerKey)).toEqual({ ...names, mac: bytes(mac) });
});

describe.each(vectors('proof').map((vector) => [vector.subject, vector]))('proof of %s', (_, vector) => {
  const { subject, method, path, atMs } = vector;
  const request = { subject, method, path, body: utf8(vector.body) };

  test('is made from these bytes', async () => {
    expect(hex(hashSync(request.body))).toBe(vector.bodyHash);
    expect(hex(proofMacInput(request, bytes(vector.bodyHash), atMs, bytes(vector.nonce)))).toBe(vector.input);
    const key = await importProofKey(bytes(vector.key));
    expect(await createProof(key, request, { atMs, random: fixed(vector.nonce) })).toBe(vector.header);
  });

  test('is accepted within 60 seconds on either side', () => {
    const proof = parseProof(vector.header);
    if (proof === null) throw new Error('no proof');
    const verify = (now: number) => verifyProof(bytes(vector.key), proof, request, now);
    expect([-60_001, -60_000, 0, 60_000, 60_001].map((by) => verify(atMs + by))).toEqual([
      'stale',
      'ok',
      'ok',
      'ok',
      'stale',
    ]);
  });
});

test('recipient key id', async () => {
  const { suite, publicKey, hashed, keyId } = only('recipient-key-id');
  expect(hex(lengthPrefixed('tellsafe/recipient-key/v1', suite, bytes(publicKey)))).toBe(hashed);
  expect(await recipientKeyId(suite, bytes(publicKey))).toBe(keyId);
});

test('SF-FORM-07 definition hash', async () => {
  const { canonical, definitionHash } = only('definition-hash');
  const shown = JSON.parse(blocks.find(({ labels }) => 'definition' in labels)?.text ?? '');
  expect(canonicalJson(shown)).toBe(canonical);
  expect(await hashDefinition(shown)).toBe(definitionHash);
  expect(example('open', 'response').context.definitionHash).toBe(definitionHash);
});

test('padding', async () => {
  const steps: Record<string, number> = only('padding');
  const emptyLength = utf8(canonicalJson({ answers: { a: '' } })).length;
  for (const [length, size] of Object.entries(steps)) {
    expect(PAYLOAD_SIZES).toContain(size);
    if (Number(length) < emptyLength) continue;
    const answers = { a: 'x'.repeat(Number(length) - emptyLength) };
    const { plaintext } = await commitPayload(answers, (count) => new Uint8Array(count));
    expect([length, plaintext.length - 32]).toEqual([length, size]);
  }
});

test('SF-FLOW-04 payload, commitment and binding', async () => {
  const vector = only('payload');
  const { answers, salt, context, keyId, role } = vector;
  const { plaintext, commitment } = await commitPayload(answers, fixed(salt));
  expect(canonicalJson({ answers })).toBe(vector.json);
  expect(plaintext.length).toBe(32 + vector.payloadBytes);
  expect(hex(plaintext).startsWith(salt + vector.payloadStart)).toBe(true);
  expect(hex(plaintext.subarray(32 + vector.payloadStart.length / 2))).toMatch(/^0+$/);
  expect(hex(commitment)).toBe(vector.commitment);
  expect(hex(sealInfo(context, vector.class, { role, keyId }))).toBe(vector.info);
  expect(vector.aad).toBe(vector.commitment);
  const [part] = example('submit', 'request').sealed.parts;
  expect(part.commitment).toBe(toBase64url(commitment));
});

test('SF-FLOW-08 opening', async () => {
  const vector = only('open');
  const { suite, info, aad, enc, ciphertext, answers } = vector;
  const privateKey = await importPrivateKey(bytes(vector.privateKey));
  const binding = { info: bytes(info), aad: bytes(aad) };
  const plaintext = await hpkeOpen(suite, privateKey, bytes(enc), fromBase64url(ciphertext), binding);
  expect(hex(hashSync(plaintext))).toBe(aad);
  const { keyId } = only('recipient-key-id');
  const { sealed } = example('submit', 'request');
  const { context } = example('open', 'response');
  expect([sealed.parts[0].recipients[0].enc, sealed.parts[0].recipients[0].ciphertext]).toEqual([
    toBase64url(bytes(enc)),
    ciphertext,
  ]);
  expect(await openPart(sealed.parts[0], context, { role: 'agent', keyId, suite, privateKey })).toEqual(answers);
  const offTheRecord = await openPart(sealed.parts[1], context, { role: 'agent', keyId, suite, privateKey });
  expect(Object.keys(offTheRecord)).toEqual(['cvv']);
});

test('SF-FLOW-08 opening an archive copy', async () => {
  const { suite, role, keyId, info, aad, enc, ciphertext, answers, ...vector } = only('open-xwing');
  const privateKey = bytes(vector.privateKey);
  expect(await recipientKeyId(suite, await (await loadXWing()).publicKeyOf(privateKey))).toBe(keyId);
  const { context, commitment } = only('payload');
  expect(hex(sealInfo(context, 'recorded', { role, keyId }))).toBe(info);
  expect(aad).toBe(commitment);
  const recipients = [{ role, keyId, suite, enc: toBase64url(bytes(enc)), ciphertext }];
  const part: SealedPart = { class: 'recorded', commitment: toBase64url(bytes(aad)), recipients };
  expect(await openPart(part, context, { role, keyId, suite, privateKey })).toEqual(answers);
});

test('SF-RET-01 at rest', () => {
  const vector = only('at-rest');
  const context = atRestContext(vector.account, vector.collection, vector.group, vector.id);
  const dataKey = bytes(vector.dataKey);
  const kek = bytes(vector.keyEncryptionKey);
  expect(hex(context)).toBe(vector.context);
  expect(hex(sealAtRest(dataKey, bytes(vector.plaintext), context, fixed(vector.nonce)))).toBe(vector.sealed);
  expect(hex(prepareWrapping(kek).wrap(dataKey, context, fixed(vector.nonce)))).toBe(vector.wrappedDataKey);
  expect(hex(openAtRest(dataKey, bytes(vector.sealed), context))).toBe(vector.plaintext);
  expect(hex(prepareWrapping(kek).unwrap(bytes(vector.wrappedDataKey), context))).toBe(vector.dataKey);
});

test('the examples hang together', () => {
  const { handle, invitationId, conversationId } = only('handle');
  expect(example('begin', 'request').handle).toBe(handle);
  expect(example('open', 'response').context).toMatchObject({ invitationId, conversationId });
  expect(example('submit', 'request').submitKey).toBe(only('one-time-key').key);
  expect(example('open', 'response').recipients[0].keyId).toBe(only('recipient-key-id').keyId);
  expect(example('conversationStart', 'response').consumerKey).toBe(only('consumer-key').consumerKey);
});

/** RFC 8410 §7: the raw key inside PKCS #8. */
async function importPrivateKey(raw: Uint8Array): Promise<CryptoKey> {
  const wrapped = new Uint8Array([...bytes('302e020100300506032b656e04220420'), ...raw]);
  return crypto.subtle.importKey('pkcs8', wrapped, { name: 'X25519' }, false, ['deriveBits']);
}
