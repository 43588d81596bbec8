import { invitationStatuses, isTerminal, statusRank } from '@tellsafe/core/invitation';
import type { ConversationSummary, InvitationView, Message } from '@tellsafe/core/wire';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AgentState,
  emptyState,
  findInvitation,
  laterInvitation,
  withConversation,
  withConversations,
  withDelivery,
  withInvitation,
  withMessage,
  withTranscript,
} from './state.ts';

const agent = { id: 'maya', name: 'Maya', skills: [] };
const session = {
  id: 's',
  accountId: 'acme',
  agent,
  suite: 'x25519',
  role: 'agent',
  permissions: [],
  idleSeconds: 900,
} as const;
const start: AgentState = { ...emptyState, session };

function conversation(id: string, change: Partial<ConversationSummary> = {}): ConversationSummary {
  return { id, status: 'open', agent: { id: 'maya', name: 'Maya' }, startedAt: 1, lastMessageAt: 1, ...change };
}

function invitation(change: Partial<InvitationView> = {}): InvitationView {
  return {
    id: 'i1',
    conversationId: 'c1',
    formId: 'card',
    formVersion: 1,
    formName: 'Card',
    status: 'sent',
    receivedInferred: false,
    openedElsewhere: false,
    at: { sent: 10 },
    agent: { id: 'maya', name: 'Maya' },
    mine: true,
    expiresAt: 99,
    ...change,
  };
}

const message = (id: string, at: number): Message => ({ id, from: 'consumer', text: id, at });

const opened = withTranscript(start, {
  conversation: conversation('c1'),
  messages: [message('m2', 20)],
  invitations: [invitation()],
  position: 'p',
});

describe('deliveries', () => {
  const about = { conversationId: 'c1', messageId: 'm2' } as const;

  test('CN-GEN-04 what is told last of a message or an invitation holds, whatever is told again', () => {
    const unknown = withDelivery(opened, { ...about, delivery: { state: 'unknown' } });
    const read = withDelivery(unknown, { ...about, delivery: { state: 'read' } });
    expect(read.transcripts.get('c1')?.messages[0]?.delivery).toEqual({ state: 'read' });
    expect(withMessage(read, 'c1', message('m2', 20)).transcripts).toBe(read.transcripts);
    const failed = { conversationId: 'c1', invitationId: 'i1', delivery: { state: 'failed' } } as const;
    const told = withInvitation(withDelivery(read, failed), invitation({ status: 'failed' }));
    expect(told.transcripts.get('c1')?.invitations[0]).toMatchObject({
      status: 'failed',
      delivery: { state: 'failed' },
    });
    expect(withDelivery(start, { ...about, delivery: { state: 'read' } })).toBe(start);
  });
});

describe('conversations', () => {
  test('are sorted: open first, newest first', () => {
    const listed = [
      conversation('old', { lastMessageAt: 1 }),
      conversation('done', { status: 'closed', lastMessageAt: 9 }),
      conversation('new', { lastMessageAt: 5 }),
    ];
    expect(withConversations(start, listed).conversations.map(({ id }) => id)).toEqual(['new', 'old', 'done']);
  });

  test('SF-STA-05 a closed one does not open again, older news do not replace newer', () => {
    const closed = withConversation(opened, conversation('c1', { status: 'closed', lastMessageAt: 50 }));
    expect(withConversation(closed, conversation('c1', { lastMessageAt: 60 }))).toEqual(closed);
    expect(withConversations(closed, [conversation('c1')]).conversations[0]?.status).toBe('closed');
    const newer = withConversation(opened, conversation('c1', { lastMessageAt: 50, lastMessageText: 'new' }));
    expect(withConversation(newer, conversation('c1', { lastMessageText: 'old' }))).toBe(newer);
  });

  test('SF-STA-05 a message is the last one of the list at once, an older one is not', () => {
    const listed = withConversations(start, [conversation('c1', { lastMessageAt: 5 }), conversation('c2')]);
    const told = withMessage(listed, 'c2', message('hello', 9));
    expect(told.conversations.map(({ id, lastMessageText }) => [id, lastMessageText])).toEqual([
      ['c2', 'hello'],
      ['c1', undefined],
    ]);
    expect(withMessage(told, 'c2', message('before', 8))).toBe(told);
    expect(withMessage(told, 'c2', message('hello', 9))).toBe(told);
    expect(withMessage(start, 'c9', message('nowhere', 9))).toBe(start);
  });

  test('SF-ACC-01 one that went to another agent leaves, its transcript too', () => {
    const gone = withConversation(opened, conversation('c1', { agent: { id: 'tom', name: 'Tom' } }));
    expect(gone.conversations).toEqual([]);
    expect(gone.transcripts.size).toBe(0);
    expect(withConversation(opened, conversation('c1', { agent: null })).conversations).toHaveLength(1);
  });
});

describe('transcripts', () => {
  test('messages are in order of time and never doubled', () => {
    const after = [message('m3', 30), message('m1', 10), message('m2', 20)].reduce(
      (state, each) => withMessage(state, 'c1', each),
      opened,
    );
    expect(after.transcripts.get('c1')?.messages.map(({ id }) => id)).toEqual(['m1', 'm2', 'm3']);
  });

  test('news of a conversation that was not opened change nothing', () => {
    expect(withMessage(opened, 'c2', message('m9', 1))).toBe(opened);
    expect(withInvitation(opened, invitation({ conversationId: 'c2' }))).toBe(opened);
  });

  test('an invitation is found by its id', () => {
    expect(findInvitation(opened, 'i1')?.status).toBe('sent');
    expect(findInvitation(opened, 'other')).toBeUndefined();
  });
});

describe('SF-STA-05 statuses never go backwards', () => {
  const views = fc.array(
    fc.record({ status: fc.constantFrom(...invitationStatuses), openedElsewhere: fc.boolean(), mine: fc.boolean() }),
    { maxLength: 12 },
  );

  test('whatever order the news arrive in', () => {
    fc.assert(
      fc.property(views, (news) => {
        let known = invitation();
        for (const each of news) {
          const next = laterInvitation(known, invitation(each));
          expect(statusRank(next.status)).toBeGreaterThanOrEqual(statusRank(known.status));
          if (isTerminal(known.status)) expect(next.status).toBe(known.status);
          known = next;
        }
      }),
    );
  });

  test('what only older news know is kept', () => {
    const submitted = invitation({ status: 'submitted', submissionId: 'x', at: { sent: 10, submitted: 40 } });
    const late = invitation({ status: 'viewed', at: { sent: 10, viewed: 30 } });
    expect(laterInvitation(submitted, late)).toMatchObject({
      status: 'submitted',
      submissionId: 'x',
      at: { sent: 10, viewed: 30, submitted: 40 },
    });
  });
});
