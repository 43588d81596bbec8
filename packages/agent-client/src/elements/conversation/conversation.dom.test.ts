import { TellsafeError } from '@tellsafe/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { all, button, hasButton, loadEnglish, mount, one, rendered, textOf } from '../../../test/support/elements.ts';
import { type FakeClient, type FakeOptions, fakeClient } from '../../../test/support/fake-client.ts';
import { conversationOf, invitationOf, messagesFixture, submittedInvitation } from '../../../test/support/fixtures.ts';
import { withInvitation, withMessage } from '../../state.ts';
import type { TellsafeConversation } from './conversation.ts';
import { defineConversation } from './define.ts';

defineConversation();
beforeEach(loadEnglish);
afterEach(() => document.body.replaceChildren());

async function show(options: FakeOptions = {}): Promise<[TellsafeConversation, FakeClient]> {
  const client = fakeClient({ messages: messagesFixture, ...options });
  const [conversation] = client.state.get().conversations;
  const properties = { client, conversationId: conversation?.id, colleagues: [{ id: 'tom', name: 'Tom Okafor' }] };
  const element = await mount<TellsafeConversation>(
    'tellsafe-conversation',
    properties as Partial<TellsafeConversation>,
  );
  return [element, client];
}

const lines = (element: TellsafeConversation): string[] => all(element, '.what').map((each) => textOf(each));

describe('<tellsafe-conversation>', () => {
  test('SF-A11Y-01 has a title, a log with a name, a field with a name', async () => {
    const [element] = await show();
    expect(one(element, 'h2').textContent).toBe('Elena Moreau');
    expect(one(element, '[role=log]').getAttribute('aria-label')).toBe('Transcript');
    expect(one(element, 'textarea').getAttribute('aria-label')).toBe('Message');
    for (const name of ['Send form', 'Send', 'Transfer', 'Close conversation']) button(element, name);
  });

  test('SF-STA-02 shows the four lines and the link, and only to who sent the form', async () => {
    const [element] = await show({ invitations: [submittedInvitation()] });
    expect(lines(element)).toEqual([
      'The form has been sent by the agent.',
      'The consumer has received the form.',
      'The consumer has viewed the form.',
      'The consumer has submitted the form.',
    ]);
    const wanted: string[] = [];
    element.addEventListener('answers-wanted', (event) => wanted.push((event as CustomEvent).detail.invitation.id));
    button(element, 'View Secure Form').click();
    expect(wanted).toEqual([submittedInvitation().id]);
    const { submissionId: _, ...somebodyElses } = submittedInvitation({ mine: false });
    const [other] = await show({ invitations: [somebodyElses] });
    expect(lines(other)).toHaveLength(4);
    expect(hasButton(other, 'View Secure Form')).toBe(false);
  });

  test('SF-STA-05 news appear without a reload', async () => {
    const [element, client] = await show();
    client.change(withInvitation(client.state.get(), invitationOf()));
    await rendered(element);
    expect(lines(element)).toEqual(['The form has been sent by the agent.']);
    client.change(withInvitation(client.state.get(), submittedInvitation()));
    client.change(
      withMessage(client.state.get(), conversationOf().id, {
        id: 'new',
        from: 'consumer',
        text: 'Done!',
        at: Date.now(),
      }),
    );
    await rendered(element);
    expect(lines(element)).toHaveLength(4);
    expect(textOf(element)).toContain('Done!');
  });

  test('messages are text, whatever they hold', async () => {
    const text = '<img src=x onerror=alert(1)>';
    const [element] = await show({ messages: [{ id: 'x', from: 'consumer', text, at: 1 }] });
    expect(all(element, 'img')).toEqual([]);
    expect(one(element, '.text').textContent).toBe(text);
  });

  test('SF-POL-04 a hidden card number is said, and asked for by the one form that asks for a card', async () => {
    const message = { id: 'x', from: 'consumer', text: 'It is ************1111', at: 1, masked: 1 } as const;
    const [element] = await show({ messages: [message, { ...message, id: 'y', from: 'agent' }] });
    expect(all(element, '.hidden-note').map((note) => note.textContent?.includes('A card number was hidden'))).toEqual([
      true,
      true,
    ]);
    expect(all(element, '[part="ask-by-form"]')).toHaveLength(1);
    button(element, 'Ask by secure form').click();
    await expect
      .poll(() => element.shadowRoot?.querySelector('dialog')?.textContent ?? '')
      .toContain('Send Payment card to');
  });

  test('SF-CN the channel of the consumer stands in the head, that of the web does not', async () => {
    const [web] = await show();
    expect(one(web, '.whose').textContent).toBe('With Maya Lind');
    document.body.replaceChildren();
    const via = { channel: 'whatsapp', entryPoint: 'orders', label: '<b>Orders' };
    const [element] = await show({ conversations: [conversationOf({ via })] });
    expect(one(element, '.whose').textContent).toBe('With Maya Lind · By WhatsApp · <b>Orders');
  });

  test('SF-CN files and what was done with earlier messages are said in words', async () => {
    const message = { from: 'consumer', text: '', at: 1 } as const;
    const media = [{ fileName: 'a.pdf' }, { mediaType: 'image/png' }, {}];
    const [element] = await show({
      messages: [
        { ...message, id: 'a', media },
        { ...message, id: 'b', note: 'deleted' },
        { ...message, id: 'c', note: 'edited', text: 'New' },
        { ...message, id: 'd', note: 'reaction', text: '👍' },
        { ...message, id: 'e', note: 'unsupported' },
      ],
    });
    expect(
      all(element, '.file bdi')
        .map((file) => textOf(file))
        .filter((text) => text.startsWith('File')),
    ).toEqual(['File: a.pdf', 'File: image/png', 'File: without a name']);
    expect(all(element, '.note').map((note) => textOf(note))).toEqual([
      'Took a message back',
      'Changed an earlier message',
      'Reacted to a message',
      'Holds something that cannot be shown here.',
    ]);
    expect(all(element, '.text').map(({ textContent }) => textContent)).toEqual(['New', '👍']);
  });

  test('Enter sends, Shift+Enter does not, an empty message is not sent', async () => {
    const [element, client] = await show();
    const field = one<HTMLTextAreaElement>(element, 'textarea');
    const enter = async (init: KeyboardEventInit = {}): Promise<void> => {
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', cancelable: true, ...init }));
      await rendered(element);
    };
    await enter();
    field.value = '  Hello Elena  ';
    field.dispatchEvent(new Event('input'));
    await enter({ shiftKey: true });
    expect(client.calls.filter((call) => call.startsWith('sendMessage'))).toEqual([]);
    await enter();
    expect(client.calls).toContain('sendMessage Hello Elena');
    expect(field.value).toBe('');
  });

  test.each([
    ['sms-twilio', 1_600],
    ['whatsapp', 4_000],
    [undefined, 4_000],
  ] as const)(
    'CN-GEN-04 characters are counted near the limit of %s, and what is too long stays until it is shortened',
    async (channel, limit) => {
      const via = channel === undefined ? {} : { via: { channel, entryPoint: 'one' } };
      const [element, client] = await show({ conversations: [conversationOf(via)] });
      const field = one<HTMLTextAreaElement>(element, 'textarea');
      const write = async (length: number): Promise<HTMLElement> => {
        field.value = 'x'.repeat(length);
        field.dispatchEvent(new Event('input'));
        await rendered(element);
        return one(element, '#length');
      };
      expect((await write(limit / 2)).hidden).toBe(true);
      const near = await write(limit);
      expect([near.hidden, textOf(near)]).toEqual([
        false,
        `${limit.toLocaleString('en')} of ${limit.toLocaleString('en')} characters`,
      ]);
      expect((button(element, 'Send') as HTMLButtonElement).disabled).toBe(false);
      const over = await write(limit + 1);
      expect(textOf(over)).toContain('Too long for one message');
      expect((button(element, 'Send') as HTMLButtonElement).disabled).toBe(true);
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', cancelable: true }));
      await rendered(element);
      expect([field.value.length, field.getAttribute('aria-invalid')]).toEqual([limit + 1, 'true']);
      expect(client.calls.filter((call) => call.startsWith('sendMessage'))).toEqual([]);
    },
  );

  test('what is written while a message is on its way stays in the field', async () => {
    const [element, client] = await show();
    const field = one<HTMLTextAreaElement>(element, 'textarea');
    const write = (text: string): void => {
      field.value = text;
      field.dispatchEvent(new Event('input'));
    };
    write('Hello');
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', cancelable: true }));
    write('How are');
    await rendered(element);
    expect(client.calls).toContain('sendMessage Hello');
    expect(field.value).toBe('How are');
  });

  test('a message that could not be sent stays in the field', async () => {
    const [element, client] = await show();
    const field = one<HTMLTextAreaElement>(element, 'textarea');
    field.value = 'Hello';
    field.dispatchEvent(new Event('input'));
    client.failNext(new TellsafeError('network_failed'));
    await rendered(element);
    button(element, 'Send').click();
    await rendered(element);
    expect(textOf(one(element, '[role=alert]'))).toContain('The server cannot be reached.');
    expect(field.value).toBe('Hello');
  });

  test('a waiting conversation can be taken over, then answered', async () => {
    const [element, client] = await show({ conversations: [conversationOf({ agent: null })] });
    expect(all(element, 'textarea')).toEqual([]);
    expect(hasButton(element, 'Transfer')).toBe(false);
    button(element, 'Take over').click();
    await rendered(element);
    expect(client.calls).toContain(`assign ${conversationOf().id}`);
    one(element, 'textarea');
  });

  test('transfer offers the queue and the colleagues', async () => {
    const [element, client] = await show();
    const open = button(element, 'Transfer');
    expect(one(element, '#transfer').hidden).toBe(true);
    open.click();
    await rendered(element);
    expect(open.getAttribute('aria-expanded')).toBe('true');
    button(element, 'Back to the queue');
    button(element, 'Transfer to Tom Okafor').click();
    await rendered(element);
    expect(client.calls).toContain('transfer tom');
  });

  test('closing asks first', async () => {
    const [element, client] = await show();
    button(element, 'Close conversation').click();
    await rendered(element);
    const dialog = one<HTMLDialogElement>(element, 'dialog');
    expect(dialog.open).toBe(true);
    expect(textOf(dialog)).toContain('Answers that were submitted can no longer be read afterwards.');
    button(element, 'Cancel').click();
    await rendered(element);
    expect(client.calls.some((call) => call.startsWith('close'))).toBe(false);
    button(element, 'Close conversation').click();
    await rendered(element);
    all<HTMLButtonElement>(element, 'dialog button').at(-1)?.click();
    await rendered(element);
    expect(client.calls).toContain(`close ${conversationOf().id}`);
    expect(textOf(element)).toContain('This conversation is closed.');
  });

  test('SF-FLOW-10 an open form can be withdrawn, an ended one sent again', async () => {
    const pending = invitationOf({ status: 'viewed', at: { sent: 1, viewed: 2 } });
    const [element, client] = await show({ invitations: [pending] });
    button(element, 'Withdraw form').click();
    await rendered(element);
    all<HTMLButtonElement>(element, 'dialog button').at(-1)?.click();
    await rendered(element);
    expect(client.calls).toContain(`revoke ${pending.id}`);
    expect(lines(element)).toContain('The form has been withdrawn by the agent.');
    button(element, 'Send again').click();
    await rendered(element);
    expect(client.calls).toContain('send payment-card');
  });

  test('says when it is no longer this agent’s, does not exist, or nothing is chosen', async () => {
    const [element, client] = await show();
    client.change({ conversations: [], transcripts: new Map() });
    await rendered(element);
    expect(textOf(element)).toContain('This conversation is no longer with you.');
    element.conversationId = '5d0c7b8e-0000-4000-8000-00000000dead';
    await rendered(element);
    expect(textOf(element)).toContain('This conversation does not exist.');
    element.conversationId = undefined;
    await rendered(element);
    expect(textOf(element)).toContain('Choose a conversation');
  });
});
