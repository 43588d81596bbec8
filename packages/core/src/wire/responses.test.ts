import { describe, expect, expectTypeOf, test } from 'vitest';
import type { SealedAnswers } from '../answers/types.ts';
import { parseFormDefinition } from '../form/schema.ts';
import type { FormDefinition } from '../form/types.ts';
import type {
  AgentEvent,
  ConsumerEvent,
  InvitationView,
  Opened,
  QueryOf,
  RequestOf,
  ResponseOf,
  WatchEvent,
} from './index.ts';
import { agentEventSchemas, agentFormsResponseSchema, invitationViewSchema, messageSchema } from './schemas.ts';

const uuid = '11111111-1111-4111-8111-111111111111';
const digest = 'A'.repeat(43);

const view: InvitationView = {
  id: uuid,
  conversationId: uuid,
  formId: 'address',
  formVersion: 1,
  formName: 'Address',
  status: 'sent',
  receivedInferred: false,
  openedElsewhere: false,
  at: { sent: 1_000 },
  agent: { id: 'agent-1', name: 'Noor' },
  mine: true,
  expiresAt: 2_000,
};

test('SF-GEN-02 what an agent sees of an invitation has no room for a handle, a key or an answer', () => {
  expect(invitationViewSchema.parse(view)).toEqual(view);
  for (const key of ['handle', 'openKey', 'readKey', 'answers', 'sealed']) {
    expect(invitationViewSchema.safeParse({ ...view, [key]: 'x' }).success).toBe(false);
    expect(agentEventSchemas.invitation.safeParse({ invitation: { ...view, [key]: 'x' } }).success).toBe(false);
  }
});

test('SF-FLOW-05 a submission is known by a UUID and nothing else', () => {
  expect(invitationViewSchema.safeParse({ ...view, submissionId: uuid }).success).toBe(true);
  for (const submissionId of ['4111111111111111', 'sub-1', '']) {
    expect(invitationViewSchema.safeParse({ ...view, submissionId }).success).toBe(false);
  }
});

test('SF-ACC-02 the end of a session tells nothing but that', () => {
  expect(agentEventSchemas['session-ended'].safeParse({}).success).toBe(true);
  expect(agentEventSchemas['session-ended'].safeParse({ reason: 'idle' }).success).toBe(false);
});

test('an optional member is absent, not undefined', () => {
  const message = { id: uuid, from: 'system', text: 'Started', at: 1 };
  expect(messageSchema.safeParse(message).success).toBe(true);
  expect(messageSchema.safeParse({ ...message, name: undefined }).success).toBe(false);
});

describe('SF-FORM-07 a definition travels complete, as it was hashed', () => {
  const written = {
    id: 'address',
    name: 'Address',
    description: 'Where should we send it?',
    questions: [{ id: 'street', label: 'Street', type: 'text' }],
  };
  const complete = parseFormDefinition(written);
  const answer = (definition: unknown) => ({ forms: [{ id: 'address', version: 1, hash: digest, definition }] });

  test('SF-FORM-07 a complete one is taken unchanged', () => {
    const { forms } = agentFormsResponseSchema.parse(answer(complete));
    expect(forms[0]?.definition).toEqual(complete);
  });

  test.each([
    ['with defaults left out', written],
    ['with an unknown member', { ...complete, secret: true }],
    ['without questions', { ...complete, questions: [] }],
    ['with an undefined member', { ...complete, note: undefined }],
    ['that is null', null],
    ['that is a text', JSON.stringify(complete)],
  ])('SF-FORM-07 one %s is refused', (_, definition) => {
    expect(agentFormsResponseSchema.safeParse(answer(definition)).success).toBe(false);
  });
});

test('types of bodies and events are those of the rules', () => {
  expectTypeOf<RequestOf<'submit'>['sealed']>().toEqualTypeOf<SealedAnswers>();
  expectTypeOf<Opened['definition']>().toEqualTypeOf<FormDefinition>();
  expectTypeOf<ResponseOf<'open'>>().toEqualTypeOf<Opened>();
  expectTypeOf<ResponseOf<'watch'>>().toEqualTypeOf<undefined>();
  expectTypeOf<RequestOf<'agentForms'>>().toEqualTypeOf<undefined>();
  expectTypeOf<QueryOf<'invitationList'>>().toEqualTypeOf<{ conversation: string }>();
  expectTypeOf<WatchEvent['event']>().toEqualTypeOf<'status'>();
  expectTypeOf<AgentEvent['event']>().toEqualTypeOf<
    'conversation' | 'message' | 'invitation' | 'delivery' | 'sending' | 'erased' | 'session-ended'
  >();
  expectTypeOf<ConsumerEvent['event']>().toEqualTypeOf<'conversation' | 'message' | 'invitation'>();
});
