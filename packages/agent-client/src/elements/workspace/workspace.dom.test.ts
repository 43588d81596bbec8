import { TellsafeError } from '@tellsafe/core';
import type { Sending } from '@tellsafe/core/wire';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { all, button, hasButton, loadEnglish, mount, one, rendered, textOf } from '../../../test/support/elements.ts';
import { type FakeClient, type FakeOptions, fakeClient } from '../../../test/support/fake-client.ts';
import {
  answersOf,
  conversationOf,
  invitationOf,
  messagesFixture,
  NINE,
  submittedInvitation,
} from '../../../test/support/fixtures.ts';
import { withInvitation } from '../../state.ts';
import { defineWorkspace } from './define.ts';
import type { TellsafeWorkspace } from './workspace.ts';

defineWorkspace();
beforeEach(loadEnglish);
afterEach(() => {
  document.body.replaceChildren();
  localStorage.clear();
});

const second = conversationOf({
  id: '5d0c7b8e-0000-4000-8000-000000000002',
  consumerName: 'Jonas',
  lastMessageAt: NINE,
});
const waiting = conversationOf({ id: '5d0c7b8e-0000-4000-8000-000000000003', consumerName: 'Aiko', agent: null });
const closed = conversationOf({ id: '5d0c7b8e-0000-4000-8000-000000000004', consumerName: 'Sara', status: 'closed' });

/** A conversation that came by a channel. */
const byChannel = conversationOf({
  ...{ id: '5d0c7b8e-0000-4000-8000-000000000005', consumerName: 'Kim', lastMessageText: '' },
  via: { channel: 'sms-twilio', entryPoint: 'orders' },
});

async function show(
  options: FakeOptions = {},
  before?: (client: FakeClient) => void,
): Promise<[TellsafeWorkspace, FakeClient]> {
  const client = fakeClient({
    conversations: [conversationOf(), second, waiting, closed],
    messages: messagesFixture,
    invitations: [submittedInvitation()],
    answers: answersOf(),
    ...options,
  });
  before?.(client);
  const workspace = await mount<TellsafeWorkspace>('tellsafe-workspace', { client } as Partial<TellsafeWorkspace>);
  await rendered(workspace);
  return [workspace, client];
}

const conversationOfWorkspace = (workspace: TellsafeWorkspace): HTMLElement => one(workspace, 'tellsafe-conversation');

describe('<tellsafe-workspace>', () => {
  test('SF-CN the list says by which channel somebody writes', async () => {
    const [workspace] = await show({ conversations: [byChannel, second] });
    expect(all(workspace, '.via').map((each) => textOf(each))).toEqual(['By SMS · orders']);
  });

  test('CN-GEN-06 the list shows one channel alone, where there are several', async () => {
    const [workspace] = await show();
    expect(all(workspace, '[name=channel]')).toEqual([]);
    const [mixed] = await show({ conversations: [byChannel, second] });
    const field = one<HTMLSelectElement>(mixed, '[name=channel]');
    expect([...field.options].map(({ text }) => text)).toEqual(['Every channel', 'SMS', 'Web']);
    field.selectedIndex = 1;
    field.dispatchEvent(new Event('change'));
    await rendered(mixed);
    expect(all(mixed, '.item .name').map(textOf)).toEqual(['Kim']);
  });

  test('CN-GEN-06 agents know before they write that nothing can be sent, and when it can again', async () => {
    const sendingOf = (text: Sending, form: Sending = {}) => ({ ...byChannel, sending: { text, form } });
    const [workspace, client] = await show({ conversations: [sendingOf({ refused: 'window_closed' })] });
    const shown = conversationOfWorkspace(workspace);
    await rendered(shown);
    expect(textOf(one(shown, '.sending[role=status]'))).toContain(
      'You can write again once they do. A form can still be sent.',
    );
    expect(textOf(one(shown, '.whose'))).toContain('Can be written to once they write again');
    expect(one<HTMLButtonElement>(shown, '.form-button').disabled).toBe(false);
    client.change({ conversations: [sendingOf({ refused: 'opted_out' }, { refused: 'opted_out' })] });
    await rendered(shown);
    expect(textOf(one(shown, '.sending'))).toContain('wants no messages');
    expect(one<HTMLButtonElement>(shown, '.form-button').disabled).toBe(true);
    client.change({ conversations: [sendingOf({ until: client.now() + 3_600_000 })] });
    await rendered(shown);
    expect(textOf(one(shown, '.sending'))).toBe('');
    expect(textOf(one(shown, '.whose'))).toContain('Can be written to until');
  });

  test('SF-A11Y-01 has landmarks and groups with names', async () => {
    const [workspace] = await show();
    expect(one(workspace, 'nav').getAttribute('aria-label')).toBe('Conversations');
    one(workspace, 'main');
    expect(all(workspace, '.group h2').map(textOf)).toEqual(['Mine 2', 'Waiting 1', 'Closed 1']);
    expect(all(workspace, '.item .name').map(textOf)).toEqual(['Elena Moreau', 'Jonas', 'Aiko', 'Sara']);
    expect(one(workspace, '.item').getAttribute('aria-current')).toBe('true');
  });

  test('SF-AGT-02 resumes, else signs in, with nothing but the element', async () => {
    const [, client] = await show({ signedIn: false });
    expect(client.calls.slice(0, 2)).toEqual(['resume', 'signIn']);
    const [workspace] = await show();
    expect(textOf(one(workspace, '.agent'))).toContain('Maya Lind');
  });

  test('SF-ACC-01 names the agent of the host’s login when it resumes', async () => {
    const asked: unknown[] = [];
    for (const properties of [{ agentId: 'maya' }, {}]) {
      const client = fakeClient({ signedIn: false });
      client.resume = async (options) => {
        asked.push(options);
        return null;
      };
      await mount<TellsafeWorkspace>('tellsafe-workspace', { client, ...properties } as Partial<TellsafeWorkspace>);
    }
    expect(asked).toEqual([{ agentId: 'maya' }, {}]);
  });

  test('without the host’s login it says so; signing in is the host’s or tried again', async () => {
    const [workspace, client] = await show({ signedIn: false }, (fake) => {
      const { signIn } = fake;
      let refused = false;
      fake.signIn = async () => {
        if (refused) return signIn();
        refused = true;
        throw new TellsafeError('login_required');
      };
    });
    expect(textOf(workspace)).toContain('You are signed out');
    const stop = (event: Event): void => event.preventDefault();
    workspace.addEventListener('login-wanted', stop);
    button(workspace, 'Sign in').click();
    await rendered(workspace);
    expect(textOf(workspace)).toContain('You are signed out');
    workspace.removeEventListener('login-wanted', stop);
    button(workspace, 'Sign in').click();
    await rendered(workspace);
    await rendered(workspace);
    expect(client.state.get().session).not.toBeNull();
    expect(textOf(workspace)).toContain('Mine');
  });

  test('a server that cannot be reached is told, and tried again', async () => {
    const [workspace] = await show({ signedIn: false }, (fake) => fake.failNext(new TellsafeError('network_failed')));
    expect(textOf(workspace)).toContain('The server cannot be reached.');
    button(workspace, 'Try again').click();
    await rendered(workspace);
    await rendered(workspace);
    expect(textOf(workspace)).toContain('Mine');
  });

  test('the picker and the viewer open beside the conversation, one at a time', async () => {
    const [workspace] = await show();
    const conversation = conversationOfWorkspace(workspace);
    await rendered(conversation);
    button(conversation, 'Send form').click();
    await rendered(workspace);
    expect(all(workspace, 'tellsafe-form-picker')).toHaveLength(1);
    button(conversation, 'View Secure Form').click();
    await rendered(workspace);
    expect(all(workspace, 'tellsafe-form-picker')).toHaveLength(0);
    const viewer = one(workspace, 'tellsafe-answers');
    await rendered(viewer);
    expect(textOf(viewer)).toContain('Elena Moreau');
    button(viewer, 'Close answers').click();
    await rendered(workspace);
    expect(all(workspace, 'aside')).toEqual([]);
  });

  test('going on to another conversation closes what stood beside the last', async () => {
    const [workspace] = await show();
    const conversation = conversationOfWorkspace(workspace);
    await rendered(conversation);
    button(conversation, 'View Secure Form').click();
    await rendered(workspace);
    all(workspace, '.item')[1]?.click();
    await rendered(workspace);
    expect(all(workspace, 'aside')).toEqual([]);
    expect(all(workspace, '.item')[1]?.getAttribute('aria-current')).toBe('true');
  });

  test('SF-TIME-07 the idle warning counts down and one click stays', async () => {
    const [workspace, client] = await show();
    client.change({ idleSecondsLeft: 42 });
    await rendered(workspace);
    expect(textOf(workspace)).toContain('You will be signed out in 42 seconds.');
    client.calls.length = 0;
    button(workspace, 'Stay signed in').click();
    expect(client.calls).toContain('touch');
  });

  test('SF-ACC-02 after the end nothing of the conversations is left on the screen', async () => {
    const [workspace, client] = await show();
    const reasons: string[] = [];
    workspace.addEventListener('session-ended', (event) => reasons.push((event as CustomEvent).detail.reason));
    const conversation = conversationOfWorkspace(workspace);
    await rendered(conversation);
    button(conversation, 'View Secure Form').click();
    await rendered(workspace);
    button(workspace, 'Sign out').click();
    await rendered(workspace);
    expect(client.calls).toContain('signOut');
    expect(reasons).toEqual(['signed-out']);
    expect(textOf(workspace)).not.toContain('Elena');
    expect(all(workspace, 'tellsafe-answers, tellsafe-conversation')).toEqual([]);
    button(workspace, 'Sign in');
  });

  test('a new message of another conversation is marked until it is opened', async () => {
    const [workspace, client] = await show();
    const message = { id: 'n', from: 'consumer', text: 'Hello?', at: NINE } as const;
    client.emit('message-added', { conversationId: second.id, message });
    client.emit('message-added', { conversationId: conversationOf().id, message });
    await rendered(workspace);
    expect(all(workspace, '.unread .name').map(textOf)).toEqual(['Jonas']);
    one(workspace, '.unread').click();
    await rendered(workspace);
    expect(all(workspace, '.unread')).toEqual([]);
  });

  test('SF-STA-05 the list says how the forms of each conversation stand, live', async () => {
    const pending = invitationOf({ id: 'i0', status: 'viewed', at: { sent: NINE, viewed: NINE + 1 } });
    const [workspace, client] = await show({ invitations: [submittedInvitation(), pending] });
    expect(client.calls).toContain('loadTranscripts');
    const lines = (): string[] => all(workspace, '.form-line').map(textOf);
    expect(lines()).toEqual(['Payment card Submitted +1']);
    const declined = { ...pending, status: 'declined', at: { sent: NINE, ended: NINE + 400_000 } } as const;
    client.change(withInvitation(client.state.get(), declined));
    await rendered(workspace);
    expect(lines()).toEqual(['Payment card Declined']);
  });

  test('what a consumer did in another conversation is news, its own transcript being loaded is not', async () => {
    const [workspace, client] = await show();
    const counts: number[] = [];
    workspace.addEventListener('unread-changed', (event) => counts.push((event as CustomEvent).detail.count));
    const submitted = submittedInvitation({ conversationId: second.id });
    client.emit('invitation-changed', submitted);
    await rendered(workspace);
    expect(all(workspace, '.unread')).toEqual([]);
    await client.conversation(second.id);
    client.emit('invitation-changed', invitationOf({ conversationId: second.id, status: 'viewed' }));
    client.emit('invitation-changed', submitted);
    await rendered(workspace);
    expect(all(workspace, '.unread .name').map(textOf)).toEqual(['Jonas']);
    expect(textOf(workspace)).toContain('New from Jonas');
    expect(counts.at(-1)).toBe(1);
  });

  test('activity of the agent reaches the client, and nothing when nobody is there', async () => {
    const [workspace, client] = await show();
    client.calls.length = 0;
    workspace.dispatchEvent(new Event('pointerdown'));
    workspace.dispatchEvent(new Event('keydown'));
    expect(client.calls).toEqual(['touch', 'touch']);
    workspace.remove();
    workspace.dispatchEvent(new Event('keydown'));
    expect(client.calls).toEqual(['touch', 'touch']);
    expect(client.calls).not.toContain('dispose');
  });

  test('a lost connection is told', async () => {
    const [workspace, client] = await show();
    expect(textOf(one(workspace, '.connection'))).toBe('Live');
    client.change({ connection: 'offline' });
    await rendered(workspace);
    expect(textOf(one(workspace, '.connection'))).toContain('Connection lost');
    expect(hasButton(workspace, 'Sign out')).toBe(true);
  });
});
