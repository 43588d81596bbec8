// What consumers take back at their provider, and what an erasure takes of a channel's conversation (SF-RET-03).
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ACCOUNT, type StoreKind, storeKinds } from '../../harness.ts';
import { sized } from '../../proof/size.ts';
import { whatsappBody, whatsappText } from './providers.ts';
import { createGatewayStage, deliver, type GatewayStage, newest, takenBy } from './stage.ts';

const FROM = '16315551181';
const image = {
  ...whatsappText({ id: 'wamid.IMG', text: '' }),
  type: 'image',
  image: { id: '991', mime_type: 'image/png', caption: 'canary-caption' },
};
const said = (id: string, text: string) => whatsappText({ id, text });
const edited = (id: string, target: string, body: string) => ({
  ...{ from: FROM, id, timestamp: '1793610000', type: 'edit' },
  edit: { original_message_id: target, message: { type: 'text', text: { body } } },
});
const revoked = (id: string, target: string) => ({
  ...{ from: FROM, id, timestamp: '1793610000', type: 'revoke', revoke: { original_message_id: target } },
});

/** What the stores share is proven by their contract; every one of them in a long run. */
const kinds = sized<readonly StoreKind[]>(['memory', 'sqlite'], storeKinds);

describe.each(kinds)('SF-RET-03 taking back on the %s store', (kind) => {
  let stage: GatewayStage;
  const tell = (...messages: object[]) => deliver(stage, 'whatsapp', whatsappBody(messages));
  const entries = async () => (await newest(stage, 'whatsapp')).messages;
  beforeEach(async () => {
    stage = await createGatewayStage(kind);
  });
  afterEach(() => stage.close());

  /** What the store holds of a conversation now. */
  async function held(conversationId: string, collection: string) {
    const { records } = await stage.kit.stores.records.list({
      ...{ account: ACCOUNT, group: conversationId, collection, limit: 1000 },
    });
    return records.map(({ body }) => Buffer.from(body).toString());
  }

  test('what was said, what it was changed to and what fetches its files are erased, and a mark stays', async () => {
    await tell(said('w1', 'canary-text'), image, edited('e1', 'w1', 'canary-edited'));
    const { conversation } = await newest(stage, 'whatsapp');
    expect((await entries()).map(({ text }) => text)).toEqual(['canary-text', 'canary-caption', 'canary-edited']);
    expect(await held(conversation.id, 'channel-media')).toHaveLength(1);
    await tell(revoked('d1', 'w1'), revoked('d2', 'wamid.IMG'));
    await tell(revoked('d1', 'w1'));
    const after = await entries();
    expect(after.map(({ text, takenBack = false, note }) => [text, takenBack, note])).toEqual([
      ['', true, undefined],
      ['', true, undefined],
      ['', true, undefined],
      ['', false, 'deleted'],
      ['', false, 'deleted'],
    ]);
    expect(await held(conversation.id, 'channel-media')).toEqual([]);
    for (const body of await held(conversation.id, 'channel-saying')) expect(body).not.toContain('content');
    const { lastMessageText } = (await newest(stage, 'whatsapp')).conversation;
    expect(lastMessageText).toBeUndefined();
  });

  test('one that is taken back before it comes is never kept, nor one of a conversation that was closed since', async () => {
    await tell(said('w0', 'First'));
    await tell(revoked('d1', 'w1'));
    await tell(said('w1', 'canary-late'));
    expect((await entries()).map(({ text, takenBack }) => [text, takenBack])).toEqual([
      ['First', undefined],
      ['', undefined],
      ['', true],
    ]);
    const { id } = (await newest(stage, 'whatsapp')).conversation;
    const ada = await takenBy(stage, 'ada', id);
    await ada.call('POST', `/v1/conversations/${id}/close`, {});
    await tell(said('w2', 'Second'));
    await tell(revoked('d2', 'w0'));
    const { messages } = await stage.harness.tellsafe.conversations.get({ accountId: ACCOUNT, conversationId: id });
    expect(messages.map(({ text }) => text)).toEqual(['', '', '']);
    expect((await entries()).map(({ text, note }) => [text, note])).toEqual([
      ['Second', undefined],
      ['', 'deleted'],
    ]);
  });

  test('under a legal hold it is shown to nobody, and erased when the hold ends', async () => {
    await tell(said('w1', 'canary-text'));
    const { conversation } = await newest(stage, 'whatsapp');
    const place = { accountId: ACCOUNT, conversationId: conversation.id, holdId: 'case 7' };
    await stage.harness.tellsafe.privacy.holdConversation(place);
    await tell(revoked('d1', 'w1'));
    expect((await entries())[0]).toMatchObject({ text: '', takenBack: true });
    expect((await held(conversation.id, 'channel-saying')).join()).toContain('content');
    await stage.harness.tellsafe.privacy.releaseHold(place);
    expect((await held(conversation.id, 'channel-saying')).join()).not.toContain('content');
  });

  test('T24 an erased conversation leaves no file, saying or text in any of its rows', async () => {
    await tell(said('w1', 'canary-text'), image);
    const { conversation } = await newest(stage, 'whatsapp');
    expect(await held(conversation.id, 'channel-media')).toHaveLength(1);
    await stage.harness.tellsafe.privacy.eraseConversation({ accountId: ACCOUNT, conversationId: conversation.id });
    for (const collection of ['channel-media', 'channel-saying', 'channel-state', 'last-message', 'outbox']) {
      expect(await held(conversation.id, collection)).toEqual([]);
    }
  });
});
