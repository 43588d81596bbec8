import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toBase64url } from '../encoding/base64url.ts';
import { utf8 } from '../encoding/utf8.ts';
import { createProof, importProofKey } from './proof.ts';
import { type ProofRequest, proofMacInput } from './proof-format.ts';
import { PROOF_WINDOW_MS, type Proof, parseProof, verifyProof } from './proof-verify.ts';
import { webRandom } from './random.ts';
import { hashSync, hmacSync } from './sync.ts';

const keyBytes = webRandom(32);
const key = await importProofKey(keyBytes.slice());
const now = 1_700_000_000_000;
const request: ProofRequest = {
  subject: '0f8fad5b-d9cb-469f-a165-70867728950e',
  method: 'POST',
  path: '/v1/submissions/read?x=1',
  body: utf8('{"submissionId":"1"}'),
};

async function proven(asked: ProofRequest = request, atMs = now): Promise<Proof> {
  const proof = parseProof(await createProof(key, asked, { atMs, random: webRandom }));
  if (proof === null) throw new Error('not a proof');
  return proof;
}

describe('making a proof', () => {
  test('the header has the documented form and the MAC covers the documented bytes', async () => {
    const nonce = new Uint8Array(16).fill(1);
    const header = await createProof(key, request, { atMs: now, random: () => nonce });
    const input = proofMacInput(request, hashSync(request.body), now, nonce);
    const mac = toBase64url(hmacSync(keyBytes, input));
    expect(header).toBe(`v1.${request.subject}.${now}.${toBase64url(nonce)}.${mac}`);
  });

  test('the key is wiped after its import, cannot be exported, and must have 32 bytes', async () => {
    const bytes = webRandom(32);
    const imported = await importProofKey(bytes);
    expect(bytes.every((byte) => byte === 0)).toBe(true);
    expect(imported.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('raw', imported)).rejects.toThrow();
    const short = new Uint8Array(31).fill(1);
    await expect(importProofKey(short)).rejects.toThrow(RangeError);
    expect(short.every((byte) => byte === 0)).toBe(true);
  });

  test('the time must be whole milliseconds', async () => {
    for (const atMs of [1.5, -1, Number.NaN, 2 ** 53]) {
      await expect(createProof(key, request, { atMs, random: webRandom })).rejects.toThrow(RangeError);
    }
  });
});

describe('checking a proof', () => {
  test('SF-OTK-02 a genuine proof holds, for a session and for a device, with and without a body', async () => {
    expect(verifyProof(keyBytes, await proven(), request, now)).toBe('ok');
    const device = { ...request, subject: 'device', method: 'get', body: new Uint8Array() };
    expect(verifyProof(keyBytes, await proven(device), device, now)).toBe('ok');
    expect(verifyProof(keyBytes, await proven(device), { ...device, method: 'GET' }, now)).toBe('ok');
  });

  test('it belongs to one subject, method, path, body and key', async () => {
    const proof = await proven();
    const others: ProofRequest[] = [
      { ...request, subject: '1f8fad5b-d9cb-469f-a165-70867728950e' },
      { ...request, subject: 'device' },
      { ...request, method: 'DELETE' },
      { ...request, path: '/v1/submissions/read' },
      { ...request, path: '/v1/submissions/read?x=2' },
      { ...request, body: utf8('{"submissionId":"2"}') },
      { ...request, body: new Uint8Array() },
    ];
    for (const other of others) expect(verifyProof(keyBytes, proof, other, now)).toBe('invalid');
    expect(verifyProof(webRandom(32), proof, request, now)).toBe('invalid');
    const renamed = { ...proof, subject: 'device' };
    expect(verifyProof(keyBytes, renamed, request, now)).toBe('invalid');
  });

  test('T12 it holds up to 60 s from the server clock, at −1, 0 and +1 ms of either end', async () => {
    const proof = await proven();
    const verdicts = [-1, 0, 1].map((ms) => verifyProof(keyBytes, proof, request, now + PROOF_WINDOW_MS + ms));
    expect(verdicts).toEqual(['ok', 'ok', 'stale']);
    const early = [-1, 0, 1].map((ms) => verifyProof(keyBytes, proof, request, now - PROOF_WINDOW_MS + ms));
    expect(early).toEqual(['stale', 'ok', 'ok']);
    expect(verifyProof(keyBytes, proof, request, now + 5, 5)).toBe('ok');
    expect(verifyProof(keyBytes, proof, request, now + 6, 5)).toBe('stale');
  });

  test('only the holder of the key learns that its clock is off', async () => {
    const forged = { ...(await proven()), mac: new Uint8Array(32) };
    expect(verifyProof(keyBytes, forged, request, now + 10 * PROOF_WINDOW_MS)).toBe('invalid');
  });

  test('each flipped bit of MAC, nonce and time is refused', async () => {
    const proof = await proven();
    for (let bit = 0; bit < 256; bit += 1) {
      const mac = proof.mac.slice();
      mac[bit >> 3] = (mac[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(verifyProof(keyBytes, { ...proof, mac }, request, now)).toBe('invalid');
    }
    for (let bit = 0; bit < 128; bit += 1) {
      const nonce = proof.nonce.slice();
      nonce[bit >> 3] = (nonce[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(verifyProof(keyBytes, { ...proof, nonce }, request, now)).toBe('invalid');
    }
    expect(verifyProof(keyBytes, { ...proof, atMs: proof.atMs + 1 }, request, now)).toBe('invalid');
  });

  test('control: a check without the body hash would take a proof for another body', async () => {
    const proof = await proven();
    const withoutBody = (asked: ProofRequest) => {
      const { subject, method, path } = asked;
      return proofMacInput({ subject, method, path }, new Uint8Array(), proof.atMs, proof.nonce);
    };
    const other = { ...request, body: utf8('{}') };
    expect(withoutBody(other)).toEqual(withoutBody(request));
    expect(verifyProof(keyBytes, proof, other, now)).toBe('invalid');
  });
});

describe('parsing a proof', () => {
  const nonce = toBase64url(new Uint8Array(16));
  const mac = toBase64url(new Uint8Array(32));

  test('what is not exactly a proof is none', () => {
    expect(parseProof(`v1.device.0.${nonce}.${mac}`)).toMatchObject({ subject: 'device', atMs: 0 });
    const wrong = [
      null,
      undefined,
      '',
      'v1',
      `v2.device.1.${nonce}.${mac}`,
      `v1.agent.1.${nonce}.${mac}`,
      `v1..1.${nonce}.${mac}`,
      `v1.0F8FAD5B-D9CB-469F-A165-70867728950E.1.${nonce}.${mac}`,
      `v1.device.01.${nonce}.${mac}`,
      `v1.device.-1.${nonce}.${mac}`,
      `v1.device.1e3.${nonce}.${mac}`,
      `v1.device.9999999999999999.${nonce}.${mac}`,
      `v1.device..${nonce}.${mac}`,
      `v1.device.1.${nonce}A.${mac}`,
      `v1.device.1.${nonce}.${mac}=`,
      `v1.device.1.${nonce}.${mac.slice(0, -1)}B`,
      `v1.device.1.${nonce}.${mac}.`,
      ` v1.device.1.${nonce}.${mac}`,
    ];
    for (const header of wrong) expect(parseProof(header)).toBeNull();
  });

  test('any text at all is parsed or refused, never thrown at', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseProof(text)));
    fc.assert(fc.property(fc.array(fc.string({ maxLength: 5 })), (parts) => void parseProof(parts.join('.'))));
  });
});
