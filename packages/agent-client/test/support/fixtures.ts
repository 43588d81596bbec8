// What a desk may look like: people, forms, conversations and answers for tests and previews. Card numbers are published test numbers.
import type { FormDefinition, Question } from '@tellsafe/core/form';
import type { AgentForm, ConversationSummary, InvitationView, Message } from '@tellsafe/core/wire';
import type { AnsweredQuestion, Answers } from '../../src/answers.ts';
import type { AgentSession } from '../../src/session.ts';

/** A morning in November. */
export const NINE = Date.UTC(2026, 10, 22, 9, 0);

/** Maya is signed in. */
export const sessionFixture: AgentSession = {
  id: 'a3f1c2d4-0000-4000-8000-000000000001',
  accountId: 'juniper',
  agent: { id: 'maya', name: 'Maya Lind', skills: [] },
  suite: 'x25519',
  role: 'agent',
  permissions: ['forms.use'],
  idleSeconds: 900,
};

/** A question with the defaults filled in. */
export function questionOf(change: Partial<Question> & Pick<Question, 'id' | 'label'>): Question {
  return {
    type: 'text',
    required: true,
    masked: false,
    offTheRecord: false,
    maxLength: 200,
    characters: 'safe',
    ...change,
  };
}

const card: FormDefinition = {
  id: 'payment-card',
  name: 'Payment card',
  description: 'Pay for your order by card. Your agent sees the details only during this conversation.',
  questions: [
    questionOf({ id: 'name', label: 'Name on card', characters: 'any' }),
    questionOf({ id: 'card', label: 'Card number', type: 'numeric', format: 'card', masked: true }),
    questionOf({ id: 'expiry', label: 'Expiry date', format: 'expiry' }),
    questionOf({ id: 'cvv', label: 'CVV', type: 'cvv', masked: true, offTheRecord: true, maxLength: 4 }),
  ],
};
const identity: FormDefinition = {
  id: 'identity-check',
  name: 'Identity check',
  description: 'A few questions so that we know that we are talking to you.',
  questions: [
    questionOf({ id: 'born', label: 'Date of birth', format: 'date' }),
    questionOf({ id: 'ssn', label: 'Social security number', format: 'us-ssn', masked: true }),
    questionOf({ id: 'pin', label: 'Telephone PIN', type: 'numeric', format: 'pin', masked: true, offTheRecord: true }),
    questionOf({
      id: 'before',
      label: 'Have you ordered from us before?',
      type: 'choice',
      choices: [
        { value: 'yes', label: 'Yes' },
        { value: 'no', label: 'No' },
      ],
    }),
  ],
};
const address: FormDefinition = {
  id: 'delivery-address',
  name: 'Delivery address',
  description: 'Where should we send your order?',
  questions: [
    questionOf({ id: 'street', label: 'Street and number', characters: 'any' }),
    questionOf({ id: 'postal', label: 'Postal code', format: 'postal-code' }),
    questionOf({ id: 'city', label: 'Town or city', characters: 'any' }),
    questionOf({ id: 'note', label: 'Anything the courier should know?', required: false }),
  ],
};

/** Three forms. */
export const formsFixture: readonly AgentForm[] = [card, identity, address].map((definition) => ({
  id: definition.id,
  version: 1,
  hash: 'A'.repeat(43),
  definition,
}));

/** A conversation of Maya's. */
export function conversationOf(change: Partial<ConversationSummary> = {}): ConversationSummary {
  return {
    id: '5d0c7b8e-0000-4000-8000-000000000001',
    status: 'open',
    consumerName: 'Elena Moreau',
    agent: { id: 'maya', name: 'Maya Lind' },
    startedAt: NINE,
    lastMessageAt: NINE + 180_000,
    lastMessageText: 'Of course, one moment please.',
    ...change,
  };
}

/** An invitation of Maya's. */
export function invitationOf(change: Partial<InvitationView> = {}): InvitationView {
  return {
    id: '7e1f0a2b-0000-4000-8000-000000000001',
    conversationId: conversationOf().id,
    formId: 'payment-card',
    formVersion: 1,
    formName: 'Payment card',
    status: 'sent',
    receivedInferred: false,
    openedElsewhere: false,
    at: { sent: NINE + 240_000 },
    agent: { id: 'maya', name: 'Maya Lind' },
    mine: true,
    expiresAt: NINE + 86_400_000,
    ...change,
  };
}

/** The same, submitted. */
export function submittedInvitation(change: Partial<InvitationView> = {}): InvitationView {
  return invitationOf({
    status: 'submitted',
    submissionId: '9b2e4c6d-0000-4000-8000-000000000001',
    at: { sent: NINE + 240_000, received: NINE + 242_000, viewed: NINE + 260_000, submitted: NINE + 330_000 },
    ...change,
  });
}

/** How Elena's conversation goes. */
export const messagesFixture: readonly Message[] = [
  {
    id: 'm1',
    from: 'consumer',
    name: 'Elena Moreau',
    text: 'Hello! My order 20418 says that the payment failed?',
    at: NINE,
  },
  {
    id: 'm2',
    from: 'agent',
    name: 'Maya Lind',
    text: 'Good morning Elena. I can see the order. The bank declined the first card.',
    at: NINE + 60_000,
  },
  { id: 'm3', from: 'consumer', name: 'Elena Moreau', text: 'Oh. Can I pay with another card?', at: NINE + 120_000 },
  {
    id: 'm4',
    from: 'agent',
    name: 'Maya Lind',
    text: 'Of course, one moment please. I am sending you a secure form, so that the card number does not end up in this chat.',
    at: NINE + 180_000,
  },
];

/** Answers to the card form. */
export function answersOf(values: Readonly<Record<string, string>> = {}, change: Partial<Answers> = {}): Answers {
  const given: Readonly<Record<string, string>> = {
    name: 'Elena Moreau',
    card: '4111111111111111',
    expiry: '12/2029',
    cvv: '737',
    ...values,
  };
  return {
    invitationId: submittedInvitation().id,
    submissionId: '9b2e4c6d-0000-4000-8000-000000000001',
    formName: card.name,
    submittedAt: NINE + 330_000,
    questions: card.questions.map(
      (question): AnsweredQuestion => ({ question, value: given[question.id] ?? '', goneOffTheRecord: false }),
    ),
    offTheRecordSecondsLeft: 840,
    unexpectedAnswers: 0,
    ...change,
  };
}
