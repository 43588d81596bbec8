import { loadAgentTexts } from '@tellsafe/core/i18n';
import type { InvitationView, Message } from '@tellsafe/core/wire';
import { describe, expect, test } from 'vitest';
import { statusSteps, timelineOf, withDays } from './timeline.ts';

function invitation(change: Partial<InvitationView> = {}): InvitationView {
  return {
    id: 'i1',
    conversationId: 'c1',
    formId: 'card',
    formVersion: 1,
    formName: 'Card',
    status: 'submitted',
    receivedInferred: false,
    openedElsewhere: false,
    at: { sent: 10, received: 20, viewed: 30, submitted: 40 },
    agent: { id: 'maya', name: 'Maya' },
    mine: true,
    submissionId: 's1',
    expiresAt: 99,
    ...change,
  };
}

const message = (id: string, at: number): Message => ({ id, from: 'consumer', text: id, at });

describe('status lines', () => {
  test('SF-STA-02 the four lines, word by word, in order', async () => {
    const texts = await loadAgentTexts('en');
    expect(statusSteps(invitation()).map(({ line }) => texts[line])).toEqual([
      'The form has been sent by the agent.',
      'The consumer has received the form.',
      'The consumer has viewed the form.',
      'The consumer has submitted the form.',
    ]);
    expect(texts.viewForm).toBe('View Secure Form');
  });

  test('SF-STA-04 an inferred receipt says so', () => {
    expect(statusSteps(invitation({ receivedInferred: true }))[1]?.line).toBe('lineReceivedInferred');
  });

  test.each([
    ['expired', 'lineExpired'],
    ['declined', 'lineDeclined'],
    ['revoked', 'lineRevoked'],
    ['failed', 'lineFailed'],
  ] as const)('the end %s has its line', (status, line) => {
    const steps = statusSteps(invitation({ status, at: { sent: 10, ended: 25 } }));
    expect(steps.map((each) => each.line)).toEqual(['lineSent', line]);
    expect(steps[1]).toMatchObject({ at: 25, tone: 'warn' });
  });

  test('SF-INV-04 an attempt on a second device is told', () => {
    expect(statusSteps(invitation({ openedElsewhere: true })).map(({ line }) => line)).toContain('lineOpenedElsewhere');
  });
});

describe('timeline', () => {
  test('lines that follow each other are one card, a message in between parts it', () => {
    const entries = timelineOf({ messages: [message('m', 25)], invitations: [invitation()] });
    expect(
      entries.map((entry) =>
        entry.kind === 'form' ? entry.steps.length : entry.kind === 'message' && entry.message.id,
      ),
    ).toEqual([2, 'm', 2]);
    expect(entries.map((entry) => entry.kind === 'form' && entry.last)).toEqual([false, false, true]);
    expect(new Set(entries.map(({ key }) => key)).size).toBe(3);
  });

  test('two forms at once stay apart', () => {
    const entries = timelineOf({
      messages: [],
      invitations: [invitation(), invitation({ id: 'i2', at: { sent: 15 }, status: 'sent' })],
    });
    expect(entries.map((entry) => entry.kind === 'form' && [entry.invitation.id, entry.steps.length])).toEqual([
      ['i1', 1],
      ['i2', 1],
      ['i1', 3],
    ]);
  });

  test('days are marked, unless everything happened today', () => {
    const day = (date: number, hour = 12): number => new Date(2026, 10, date, hour).getTime();
    const messages = [message('a', day(20, 23)), message('b', day(21, 0)), message('c', day(21, 9))];
    const entries = timelineOf({ messages, invitations: [] });
    const marked = withDays(entries, day(21));
    expect(marked.map((entry) => (entry.kind === 'day' ? new Date(entry.at).getDate() : entry.key))).toEqual([
      20,
      'a',
      21,
      'b',
      'c',
    ]);
    const today = entries.slice(1);
    expect(withDays(today, day(21))).toBe(today);
    expect(withDays(today, day(22)).map(({ kind }) => kind)).toEqual(['day', 'message', 'message']);
  });

  test('an empty conversation is empty', () => {
    expect(withDays(timelineOf({ messages: [], invitations: [] }), 0)).toEqual([]);
  });
});
