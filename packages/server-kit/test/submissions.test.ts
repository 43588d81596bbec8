// What a submit may hold: exactly what the form asks for, sealed to exactly its recipients. A submit that does not fit is
// refused without spending the key, and answers are kept under their own data keys (SF-RET-01, security.md threat 11).

import { TellsafeError } from '@tellsafe/core';
import type { SealedAnswers } from '@tellsafe/core/answers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ok, sentForm, submittedForm } from './clients.ts';
import { ACCOUNT, answers, createHarness, type Harness, storeKinds } from './harness.ts';
import { failingStore } from './support/broken-stores.ts';

type Mutable<Value> = Value extends object ? { -readonly [Name in keyof Value]: Mutable<Value[Name]> } : Value;

const misfits: Readonly<Record<string, (sealed: Mutable<SealedAnswers>) => unknown>> = {
  'a part is missing': (sealed) => sealed.parts.pop(),
  'a part comes twice': (sealed) => sealed.parts.splice(1, 1, structuredClone(sealed.parts[0] as never)),
  'parts change places': (sealed) => sealed.parts.reverse(),
  'a class is another': (sealed) => Object.assign(sealed.parts[1] as object, { class: 'recorded' }),
  'another recipient': (sealed) => Object.assign(sealed.parts[0]?.recipients[0] as object, { keyId: 'A'.repeat(22) }),
  'another role': (sealed) => Object.assign(sealed.parts[0]?.recipients[0] as object, { role: 'archive' }),
  'one recipient too many': (sealed) =>
    sealed.parts[0]?.recipients.push(structuredClone(sealed.parts[0]?.recipients[0] as never)),
  'another suite': (sealed) => Object.assign(sealed.parts[0]?.recipients[0] as object, { suite: 'xwing' }),
  'a length that is not padded': (sealed) => {
    const copy = sealed.parts[0]?.recipients[0];
    const longer = Buffer.concat([Buffer.from(copy?.ciphertext ?? '', 'base64url'), Buffer.alloc(1)]);
    Object.assign(copy as object, { ciphertext: longer.toString('base64url') });
  },
};

describe.each(storeKinds)('submissions on the %s store', (kind) => {
  let harness: Harness;
  beforeEach(async () => {
    harness = await createHarness(kind);
  });
  afterEach(() => harness.close());

  test.each(Object.keys(misfits))('%s: refused, nothing kept, the key still good', async (name) => {
    const { device, conversationId } = await sentForm(harness);
    await device.open();
    const sealed = structuredClone(await device.seal(answers.card));
    misfits[name]?.(sealed as Mutable<SealedAnswers>);
    const submitKey = device.opened?.submitKey;
    const answer = await device.proven('/v1/forms/submit', { submitKey, sealed });
    expect(answer).toMatchObject({ status: 400, body: { code: 'request_invalid' } });
    const query = { account: ACCOUNT, group: conversationId, collection: 'data-key', limit: 10 };
    expect((await harness.stores.sealed.list(query)).records).toEqual([]);
    expect((await device.trySubmit(answers.card)).status).toBe(200);
  });

  test('a form without off-the-record questions keeps nothing in memory, and the other way round', async () => {
    const kept = async (store: 'sealed' | 'volatile', conversationId: string, collection: string) => {
      const query = { account: ACCOUNT, group: conversationId, collection, limit: 10 };
      return (await harness.stores[store].list(query)).records.length;
    };
    const recorded = await submittedForm(harness, 'address');
    expect(await kept('volatile', recorded.conversationId, 'off-the-record')).toBe(0);
    expect(await kept('sealed', recorded.conversationId, 'answers')).toBe(1);
    expect((await recorded.agent.read(recorded.submissionId)).values).toEqual(answers.address);
    const secret = await submittedForm(harness, 'code');
    expect(await kept('volatile', secret.conversationId, 'off-the-record')).toBe(1);
    expect(await kept('sealed', secret.conversationId, 'answers')).toBe(0);
  });

  test('key rotation: what began before goes on, what is new uses the new keys', async () => {
    const before = await submittedForm(harness);
    const open = await sentForm(harness);
    await open.device.open();
    await harness.keys.rotate();
    expect((await before.agent.read(before.submissionId)).values).toEqual(answers.card);
    expect((await open.device.tryResume()).status).toBe(200);
    await open.device.take(ok(await open.device.tryResume()));
    expect((await open.device.trySubmit(answers.card)).status).toBe(200);
    const after = await submittedForm(harness);
    expect((await after.agent.read(after.submissionId)).values).toEqual(answers.card);
  });

  test('a volatile store that is full refuses new forms and keeps nothing of them', async () => {
    await harness.close();
    let full = false;
    const error = () => (full ? new TellsafeError('store_unavailable') : undefined);
    harness = await createHarness(kind, {
      wrap: (stores) => ({ ...stores, volatile: failingStore(stores.volatile, error) }),
    });
    const { device, conversationId } = await sentForm(harness);
    await device.open();
    full = true;
    expect(await device.trySubmit(answers.card)).toMatchObject({ status: 503, body: { code: 'overloaded' } });
    const query = { account: ACCOUNT, group: conversationId, collection: 'answers', limit: 10 };
    expect((await harness.stores.sealed.list(query)).records).toEqual([]);
    full = false;
    expect((await device.trySubmit(answers.card)).status).toBe(200);
  });
});
