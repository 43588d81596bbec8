// Everything that a form, a conversation and an agent session go through, step by step, each request that may be repeated
// repeated at once: what must go on untouched whatever happens between two steps.
import { createUuid } from '@tellsafe/core';
import { generateRecipientKeyPair, recipientKeyId } from '@tellsafe/core/crypto/hpke';
import { toBase64url } from '@tellsafe/core/encoding';
import type { InvitationView, Opened, ReadKeyResponse, ReadResponse } from '@tellsafe/core/wire';
import { expect } from 'vitest';
import { Agent, type Answered, call, Device, ok } from '../clients.ts';
import { ACCOUNT, answers, type Harness, random } from '../harness.ts';

/** A flow that is under way. */
export interface Walk {
  readonly harness: Harness;
  readonly formId: 'card' | 'address';
  agent: Agent;
  device: Device;
  conversationId: string;
  consumerKey: string;
  invitation: InvitationView;
  submissionId: string;
  readKey: string;
  /** Latest request that may be repeated, and its answer. */
  latest?: { readonly again: () => Promise<Answered>; readonly body: unknown };
}

type Step = (walk: Walk) => Promise<void>;

/** Does a request and remembers it for the next step. */
async function repeatable<Body>(walk: Walk, request: () => Promise<Answered<Body>>): Promise<Body> {
  const body = ok(await request());
  walk.latest = { again: request, body };
  return body;
}

/** The request again, word for word except its proof: the same answer, but for the time left. */
async function repeat({ latest }: Walk): Promise<void> {
  if (!latest) throw new Error('there is nothing to repeat');
  expect(withoutTime(ok(await latest.again()))).toEqual(withoutTime(latest.body));
}

const withoutTime = (body: unknown): unknown =>
  JSON.parse(JSON.stringify(body ?? null, (name, value) => (/secondsLeft$/i.test(name) ? 'left' : value)));

/** The repeat of the latest request, as a step. */
const again = (name: string): [string, Step] => [`${name} again`, repeat];

const message = (walk: Walk, path: string, headers: Record<string, string>) => {
  const body = { requestId: createUuid(random), text: 'Hello.' };
  return repeatable(walk, async () =>
    'authorization' in headers
      ? call(walk.harness, 'POST', path, { body, headers })
      : walk.agent.call('POST', path, body),
  );
};

const steps: readonly (readonly [string, Step])[] = [
  [
    'sign in',
    async (walk) => {
      walk.agent = await Agent.signIn(walk.harness, 'ada');
    },
  ],
  [
    'start',
    async (walk) => {
      const started = await walk.harness.tellsafe.conversations.start({ accountId: ACCOUNT, name: 'Kim' });
      Object.assign(walk, started);
    },
  ],
  ['assign', ({ agent, conversationId }) => agent.assign(conversationId)],
  [
    'agent message',
    async (walk) => void (await message(walk, `/v1/conversations/${walk.conversationId}/messages`, {})),
  ],
  again('agent message'),
  [
    'consumer message',
    async (walk) =>
      void (await message(walk, '/v1/consumer/messages', { authorization: `Bearer ${walk.consumerKey}` })),
  ],
  again('consumer message'),
  [
    'send',
    async (walk) => {
      const { agent, conversationId, formId } = walk;
      const pair = await generateRecipientKeyPair('x25519');
      const recipientPublicKey = toBase64url(pair.publicKey);
      agent.privateKeys.set(await recipientKeyId('x25519', pair.publicKey), pair.privateKey);
      const body = { requestId: createUuid(random), conversationId, formId, suite: 'x25519', recipientPublicKey };
      const sent = await repeatable(walk, () =>
        agent.call<{ invitation: InvitationView }>('POST', '/v1/agent/invitations', body),
      );
      walk.invitation = sent.invitation;
    },
  ],
  again('send'),
  [
    'handle',
    async (walk) => {
      const { harness, conversationId, invitation } = walk;
      const place = { accountId: ACCOUNT, conversationId, invitationId: invitation.id };
      walk.device = new Device(harness, await harness.tellsafe.invitations.handle(place));
    },
  ],
  ['received', async (walk) => void (await repeatable(walk, () => walk.device.received()))],
  again('received'),
  [
    'begin',
    async ({ device }) => {
      device.openKey = ok(await device.tryBegin()).openKey;
    },
  ],
  ['open', async (walk) => void (await walk.device.take(await repeatable<Opened>(walk, () => walk.device.tryOpen())))],
  again('open'),
  ['resume', async ({ device }) => void (await device.take(ok(await device.tryResume())))],
  ['resume again', async ({ device }) => void (await device.take(ok(await device.tryResume())))],
  [
    'extend',
    async ({ device }) => {
      const { submitKey } = ok(await device.tryExtend());
      // The key that the device has lives longer.
      expect(submitKey).toBe(device.opened?.submitKey);
    },
  ],
  [
    'submit',
    async (walk) => {
      const { device, formId } = walk;
      const body = { submitKey: device.opened?.submitKey, sealed: await device.seal(answers[formId]) };
      await repeatable(walk, () => device.proven('/v1/forms/submit', body));
    },
  ],
  again('submit'),
  [
    'look',
    async (walk) => {
      const { invitation, agent, conversationId } = walk;
      walk.submissionId = (await agent.invitation(conversationId, invitation.id)).submissionId ?? '';
    },
  ],
  [
    'read key',
    async (walk) => {
      walk.readKey = ok<ReadKeyResponse>(await walk.agent.tryReadKey(walk.submissionId)).readKey;
    },
  ],
  [
    'read',
    async (walk) => {
      const { agent, formId, readKey, submissionId } = walk;
      const answer = await repeatable<ReadResponse>(walk, () => agent.tryRead(submissionId, readKey));
      expect(await agent.open(answer)).toEqual(answers[formId]);
    },
  ],
  again('read'),
  ['activity', async ({ agent }) => void ok(await agent.call('POST', '/v1/agent/sessions/current/activity', {}))],
  [
    'show',
    async ({ agent, conversationId }) => {
      const { conversation, messages, invitations } = await agent.conversation(conversationId);
      expect([conversation.consumerName, messages.map(({ text }) => text)]).toEqual(['Kim', ['Hello.', 'Hello.']]);
      expect(invitations.map(({ status }) => status)).toEqual(['submitted']);
    },
  ],
  ['close', async (walk) => closeOf(walk)],
  again('close'),
  ['sign out', async ({ agent }) => void ok(await agent.call('DELETE', '/v1/agent/sessions/current'))],
];

async function closeOf(walk: Walk): Promise<void> {
  await repeatable(walk, () => walk.agent.call('POST', `/v1/conversations/${walk.conversationId}/close`, {}));
}

/** Names of the steps, in order. */
export const flowSteps: readonly string[] = steps.map(([name]) => name);

/**
 * Goes through everything. Rejects, naming the step, when anything is not as it must be.
 *
 * @param after is called after each step
 */
export async function walkThrough(
  harness: Harness,
  formId: Walk['formId'],
  after: (step: string) => Promise<void> | void = () => {},
): Promise<void> {
  // Each step fills in what the later ones need.
  const walk = { harness, formId } as Walk;
  for (const [name, step] of steps) {
    try {
      await step(walk);
    } catch (error) {
      throw new Error(`step "${name}" failed: ${String(error)}`, { cause: error });
    }
    await after(name);
  }
}
