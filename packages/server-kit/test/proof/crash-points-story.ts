// The life of forms as steps that a client repeats when their answer was lost, and what must be true after each.
import { createUuid } from '@tellsafe/core';
import { generateRecipientKeyPair, recipientKeyId } from '@tellsafe/core/crypto/hpke';
import { toBase64url } from '@tellsafe/core/encoding';
import type { BeginResponse, InvitationView, ReadResponse } from '@tellsafe/core/wire';
import { expect } from 'vitest';
import { agentSessionCodec } from '../../src/services/records/agent-session.ts';
import { decodeRecord } from '../../src/services/records/codec.ts';
import { conversationCodec } from '../../src/services/records/conversation.ts';
import type { InvitationRecord } from '../../src/services/records/invitation.ts';
import { conversationKey, sessionKey } from '../../src/services/records/keys.ts';
import { Agent, Device, ok } from '../clients.ts';
import { ACCOUNT, answers, type Harness, random } from '../harness.ts';
import { invitationRecords } from '../support/agreement.ts';
import type { Mortal } from './crash-points-process.ts';

/** What the clients of one form know. */
export class Life {
  readonly mortal: Mortal;
  agent!: Agent;
  conversationId = '';
  invitation!: InvitationView;
  device!: Device;
  submissionId = '';
  readKey = '';
  read: ReadResponse | undefined;
  readonly requestId = createUuid(random);
  #sendBody: Promise<unknown> | undefined;
  #submitBody: Promise<unknown> | undefined;

  constructor(mortal: Mortal) {
    this.mortal = mortal;
  }

  get harness(): Harness {
    return this.mortal.harness;
  }

  /** A repeat says the same, byte by byte. */
  sendBody(): Promise<unknown> {
    this.#sendBody ??= generateRecipientKeyPair('x25519').then(async ({ publicKey, privateKey }) => {
      const recipientPublicKey = toBase64url(publicKey);
      this.agent.privateKeys.set(await recipientKeyId('x25519', publicKey), privateKey);
      const { requestId, conversationId } = this;
      return { requestId, conversationId, formId: 'card', suite: 'x25519', recipientPublicKey };
    });
    return this.#sendBody;
  }

  submitBody(): Promise<unknown> {
    const submitKey = this.device.opened?.submitKey;
    this.#submitBody ??= this.device.seal(answers.card).then((sealed) => ({ submitKey, sealed }));
    return this.#submitBody;
  }

  post(path: string, body: unknown = {}) {
    return this.agent.call('POST', path, body);
  }

  async record(): Promise<InvitationRecord | undefined> {
    return (await invitationRecords(this.harness.stores, this.conversationId))[0];
  }
}

/** One step. */
export interface Step {
  /** Does it, or does it again. Gives what the client was told, where a repeat must be told the same. */
  run(life: Life): Promise<unknown>;
  /** Whether the stores hold what a client that got an answer relies on. */
  isCommitted?(life: Life): Promise<boolean>;
  /** Somebody else tries what was spent: must be refused. */
  tryElsewhere?(life: Life): Promise<{ readonly status: number }>;
}

const statusIs = (status: string) => async (life: Life) => (await life.record())?.status === status;

const storedConversation = async ({ harness, conversationId }: Life) => {
  const [stored] = await harness.stores.records.get([conversationKey(ACCOUNT, conversationId)]);
  return decodeRecord(conversationCodec, stored)?.value;
};

const steps = {
  'sign in': {
    run: async (life) => {
      life.agent = await Agent.signIn(life.harness, 'ada');
    },
  },
  start: {
    run: async (life) => {
      const { conversations } = life.harness.tellsafe;
      life.conversationId = (
        await life.mortal.orDeath(conversations.start({ accountId: ACCOUNT, name: 'Kim' }))
      ).conversationId;
    },
    isCommitted: async (life) => (await storedConversation(life)) !== undefined,
  },
  assign: {
    run: (life) => life.agent.assign(life.conversationId),
    isCommitted: async (life) => (await storedConversation(life))?.agent?.id === 'ada',
  },
  send: {
    run: async (life) => {
      const sent = ok(
        await life.agent.call<{ invitation: InvitationView }>('POST', '/v1/agent/invitations', await life.sendBody()),
      );
      life.invitation = sent.invitation;
      return sent.invitation.id;
    },
    isCommitted: statusIs('sent'),
  },
  handle: {
    run: async (life) => {
      const place = { accountId: ACCOUNT, conversationId: life.conversationId, invitationId: life.invitation.id };
      life.device = new Device(
        life.harness,
        await life.mortal.orDeath(life.harness.tellsafe.invitations.handle(place)),
      );
    },
  },
  received: { run: async ({ device }) => ok(await device.received()), isCommitted: statusIs('received') },
  begin: {
    run: async ({ device }) => {
      device.openKey = ok<BeginResponse>(await device.tryBegin()).openKey;
    },
    isCommitted: async (life) => (await life.record())?.openKey !== undefined,
  },
  open: {
    run: async ({ device }) => device.take(ok(await device.tryOpen())),
    isCommitted: async (life) => (await life.record())?.openKey?.spent !== undefined,
    tryElsewhere: ({ harness, device }) => new Device(harness, device.handle).tryOpen(device.openKey),
  },
  resume: {
    run: async ({ device }) => void (await device.take({ ...device.opened, ...ok(await device.tryResume()) })),
  },
  extend: {
    run: async ({ device }) => {
      const { submitKey } = ok(await device.tryExtend());
      if (device.opened) device.opened = { ...device.opened, submitKey };
    },
    isCommitted: async (life) => ((await life.record())?.extensionsUsed ?? 0) > 0,
  },
  submit: {
    run: async (life) => ok(await life.device.proven('/v1/forms/submit', await life.submitBody())),
    isCommitted: statusIs('submitted'),
    tryElsewhere: ({ device }) => device.trySubmit({ ...answers.card, cvv: '999' }),
  },
  'read key': {
    run: async (life) => {
      life.submissionId = (await life.agent.invitation(life.conversationId, life.invitation.id)).submissionId ?? '';
      life.readKey = ok(await life.agent.tryReadKey(life.submissionId)).readKey;
    },
    isCommitted: async (life) => (await life.record())?.readKey !== undefined,
  },
  read: {
    run: async (life) => {
      life.read = ok(await life.agent.tryRead(life.submissionId, life.readKey));
      return life.read;
    },
    isCommitted: async (life) => (await life.record())?.readKey?.spent !== undefined,
    tryElsewhere: async (life) => {
      const other = await Agent.signIn(life.harness, 'ada');
      return other.tryRead(life.submissionId, life.readKey);
    },
  },
  'nothing again': {
    run: async (life) => {
      for (const name of ['open', 'submit', 'read'] as const) {
        expect([name, (await steps[name].tryElsewhere?.(life))?.status]).toEqual([name, 403]);
      }
    },
  },
  logout: {
    // A second one is told that the session has ended.
    run: async (life) => {
      const { status } = await life.agent.call('DELETE', '/v1/agent/sessions/current');
      expect([204, 401]).toContain(status);
    },
    isCommitted: async ({ harness, agent }) => {
      const [stored] = await harness.stores.records.get([sessionKey(ACCOUNT, agent.session.sessionId)]);
      return decodeRecord(agentSessionCodec, stored)?.value.endedAt !== undefined || !stored;
    },
  },
  close: {
    run: async (life) => ok(await life.post(`/v1/conversations/${life.conversationId}/close`)),
    isCommitted: async (life) => (await storedConversation(life))?.status === 'closed',
  },
  transfer: {
    run: async (life) => ok(await life.post(`/v1/conversations/${life.conversationId}/transfer`, { agentId: null })),
    isCommitted: async (life) => (await storedConversation(life))?.agent === null,
  },
  decline: { run: async ({ device }) => ok(await device.decline()), isCommitted: statusIs('declined') },
  revoke: {
    run: async (life) => {
      const { conversationId, invitation } = life;
      ok(await life.post(`/v1/agent/invitations/${invitation.id}/revoke`, { conversationId }));
    },
    isCommitted: statusIs('revoked'),
  },
} satisfies Record<string, Step>;

export type StepName = keyof typeof steps;

/** What happens at a step. */
export const stepOf = (name: StepName): Step => steps[name];

const sent = ['sign in', 'start', 'assign', 'send', 'handle'] as const;
const submitted = [...sent, 'received', 'begin', 'open', 'resume', 'extend', 'submit'] as const;
const read = [...submitted, 'read key', 'read', 'nothing again'] as const;

/** Lives of a form, by how they end, and from which step on they may be interrupted: what comes before is another story's. */
export const stories: Readonly<Record<string, { readonly steps: readonly StepName[]; readonly from: StepName }>> = {
  logout: { steps: [...read, 'logout'], from: 'sign in' },
  close: { steps: [...read, 'close'], from: 'close' },
  transfer: { steps: [...read, 'transfer'], from: 'transfer' },
  decline: { steps: [...sent, 'decline'], from: 'decline' },
  revoke: { steps: [...sent, 'revoke'], from: 'revoke' },
};
