// What an agent sees: the whole workspace and its parts, fed by the client without a server that the elements' tests use.
import type { ConversationSummary } from '@tellsafe/core/wire';
import { defineWorkspace } from '../../../packages/agent-client/src/elements/workspace/define.ts';
import {
  type FakeClient,
  type FakeOptions,
  fakeClient,
} from '../../../packages/agent-client/test/support/fake-client.ts';
import {
  answersOf,
  conversationOf,
  invitationOf,
  messagesFixture,
  NINE,
  submittedInvitation,
} from '../../../packages/agent-client/test/support/fixtures.ts';
import type { Look, Scene } from './scene.ts';

const others = [
  conversationOf({ id: '5d0c7b8e-0000-4000-8000-000000000002', consumerName: 'Jonas', lastMessageAt: NINE }),
  conversationOf({ id: '5d0c7b8e-0000-4000-8000-000000000003', consumerName: 'Aiko', agent: null }),
  conversationOf({ id: '5d0c7b8e-0000-4000-8000-000000000004', consumerName: 'سارة', status: 'closed' }),
];

const byChannel = (sending: ConversationSummary['sending'], channel = 'whatsapp') => {
  const via = { channel, entryPoint: 'shop', label: 'Sales' };
  return { conversations: [conversationOf({ via, ...(sending && { sending }) }), ...others], chosen: 0 };
};

const troubled = answersOf({ name: '<b>\u202eElena\u0000', expiry: '' });
const strange = {
  ...troubled,
  unexpectedAnswers: 1,
  questions: troubled.questions.map((each) =>
    each.question.id === 'card' ? { ...each, mismatch: { code: 'card_invalid', params: {} } as const } : each,
  ),
};
const withoutCvv = {
  ...answersOf(),
  offTheRecordSecondsLeft: 0,
  questions: answersOf().questions.map((each) =>
    each.question.offTheRecord ? { question: each.question, goneOffTheRecord: true } : each,
  ),
};

interface WorkspaceOptions extends FakeOptions {
  /** Which conversation is chosen. */
  readonly chosen?: number;
  /** Parts whose buttons are pressed one after the other, by position or text. */
  readonly press?: readonly (readonly [part: string, selector: string])[];
  readonly change?: Parameters<FakeClient['change']>[0];
}

function workspace({ chosen, press = [], change, ...options }: WorkspaceOptions = {}): Scene {
  return async ({ language }: Look) => {
    defineWorkspace();
    const client = fakeClient({
      conversations: [conversationOf(), ...others],
      messages: messagesFixture,
      invitations: [
        invitationOf({ id: 'i0', status: 'expired', at: { sent: NINE + 1, ended: NINE + 2 } }),
        submittedInvitation(),
      ],
      answers: answersOf(),
      ...options,
    });
    const element = document.createElement('tellsafe-workspace');
    const colleagues = [{ id: 'tom', name: 'Tom Okafor' }];
    document.body.append(Object.assign(element, { client, colleagues, language }));
    await settle();
    if (chosen !== undefined) inside(element, '.item', chosen)?.click();
    await settle();
    for (const [part, selector] of press) {
      const place = element.shadowRoot?.querySelector<HTMLElement>(part);
      if (place) inside(place, selector)?.click();
      await settle();
    }
    if (change) client.change(change);
    await settle();
  };
}

function inside(element: HTMLElement, selector: string, at = 0): HTMLElement | undefined {
  return element.shadowRoot?.querySelectorAll<HTMLElement>(selector)[at];
}

function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 60));
}

const viewed: WorkspaceOptions = { chosen: 0, press: [['tellsafe-conversation', '[part~=view-form]']] };

/** Scenes by group and name. */
export const agentScenes: Readonly<Record<string, Readonly<Record<string, Scene>>>> = {
  Workspace: {
    list: workspace(),
    'nobody there': workspace({ conversations: [] }),
    conversation: workspace({ chosen: 0 }),
    waiting: workspace({ chosen: 2 }),
    closed: workspace({ chosen: 3 }),
    'form picker': workspace({ chosen: 0, press: [['tellsafe-conversation', '.form-button']] }),
    answers: workspace(viewed),
    'answers, off the record gone': workspace({ ...viewed, answers: withoutCvv }),
    'answers, strange': workspace({ ...viewed, answers: strange }),
    'channel, window open': workspace(byChannel({ text: { until: NINE + 86_400_000 }, form: {} })),
    'channel, window closed': workspace(byChannel({ text: { refused: 'window_closed' }, form: {} })),
    'channel, no messages wanted': workspace(
      byChannel({ text: { refused: 'opted_out' }, form: { refused: 'opted_out' } }, 'sms-twilio'),
    ),
    'idle warning': workspace({ chosen: 0, change: { idleSecondsLeft: 42 } }),
    'connection lost': workspace({ chosen: 0, change: { connection: 'offline' } }),
  },
};
