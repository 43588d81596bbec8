// What the fuzz targets meet: one kit with forms in each stage of their life, two accounts, and everything that their people hold.
// Commits are judged but not carried out, so the world stays as it is and each input can be repeated alone.
import type { Opened } from '@tellsafe/core/wire';
import type { Stores } from '../../src/services/kit.ts';
import type { Commit, Store } from '../../src/stores/types.ts';
import { Agent, call, Device, ok } from '../clients.ts';
import { ACCOUNT, answers, createHarness, type Harness, type HarnessOptions, OTHER_ACCOUNT } from '../harness.ts';
import { storeWith } from '../support/broken-stores.ts';

/** The kit and who takes part. */
export interface FuzzWorld {
  readonly harness: Harness;
  readonly ada: Agent;
  readonly bob: Agent;
  readonly cyd: Agent;
  /** Opened a form and has not submitted it. */
  readonly device: Device & { readonly opened: Opened; readonly key: CryptoKey };
  /** Submitted a form. */
  readonly submitter: Device & { readonly opened: Opened; readonly key: CryptoKey };
  /** Texts by what they are: ids, handles, one-time keys, consumer keys. */
  readonly texts: Readonly<Record<FuzzText, string>>;
  /** What the requests since the last call would have changed, apart from counts of requests. */
  takeCommits(): readonly { readonly store: keyof Stores; readonly batch: Commit }[];
}

const textNames = [
  ...(['sentHandle', 'viewedHandle', 'submittedHandle', 'openKey', 'submitKey', 'readKey', 'consumerKey'] as const),
  ...(['foreignConsumerKey', 'conversation', 'viewedConversation', 'submittedConversation'] as const),
  ...(['foreignConversation', 'invitation', 'viewedInvitation', 'submission', 'session', 'otherSession'] as const),
  ...(['foreignSession', 'claim', 'account', 'otherAccount'] as const),
] as const;
export type FuzzText = (typeof textNames)[number];
export const fuzzTexts: readonly FuzzText[] = textNames;

/** Makes a world; from then on nothing changes it. */
export async function createFuzzWorld(given: HarnessOptions = {}): Promise<FuzzWorld> {
  let isDry = false;
  let commits: { store: keyof Stores; batch: Commit }[] = [];
  const judged = (store: Store, name: keyof Stores) =>
    storeWith(store, {
      commit: async (batch) => {
        if (!isDry) return store.commit(batch);
        if (batch.incarnation !== undefined && batch.incarnation !== (await store.incarnation())) return false;
        const { expect = [] } = batch;
        const found = expect.length === 0 ? [] : await store.get(expect.map(({ key }) => key));
        if (expect.some(({ version }, at) => (found[at]?.version ?? 'absent') !== version)) return false;
        if (!isCount(name, batch)) commits.push({ store: name, batch });
        return true;
      },
    });
  const harness = await createHarness('memory', {
    ...given,
    account: { extensions: 5, ...given.account },
    // The clock stands: all inputs are of one minute, and limits of requests would hide what is behind them.
    options: {
      limits: { perInvitationPerMin: 1_000_000, perAccountPerMin: 10_000_000, refusalsPerMin: 10_000_000 },
      ...given.options,
    },
    wrap: ({ records, sealed, volatile }) => {
      const stores = {
        records: judged(records, 'records'),
        sealed: judged(sealed, 'sealed'),
        volatile: judged(volatile, 'volatile'),
      };
      return given.wrap?.(stores) ?? stores;
    },
  });
  const people = await populate(harness);
  isDry = true;
  const takeCommits = () => {
    const taken = commits;
    commits = [];
    return taken;
  };
  return { harness, ...people, takeCommits };
}

/** What counts requests in memory is nobody's: any request may leave it. */
function isCount(store: keyof Stores, { put = [], remove = [], append = [] }: Commit): boolean {
  const isRate = put.every(({ collection }) => collection === 'rate');
  return store === 'volatile' && isRate && remove.length === 0 && append.length === 0;
}

async function populate(harness: Harness): Promise<Omit<FuzzWorld, 'harness' | 'takeCommits'>> {
  const [ada, bob, cyd] = [
    await Agent.signIn(harness, 'ada'),
    await Agent.signIn(harness, 'bob'),
    await Agent.signIn(harness, 'cyd'),
  ];
  const sent = await send(harness, ada);
  const viewed = await send(harness, ada);
  const submitted = await send(harness, ada);
  const openKey = ok(await sent.device.tryBegin()).openKey;
  await viewed.device.open();
  await submitted.device.open();
  // Tells the agent once that somebody else tried, so that no later attempt has that effect.
  await Object.assign(new Device(harness, viewed.device.handle), { key: submitted.device.key }).tryResume();
  ok(await submitted.device.trySubmit(answers.card));
  const { submissionId = '' } = await ada.invitation(submitted.conversationId, submitted.invitation.id);
  const { readKey } = ok(await ada.tryReadKey(submissionId));
  const foreign = await harness.tellsafe.conversations.start({ accountId: OTHER_ACCOUNT, name: 'Lee' });
  const texts: Record<FuzzText, string> = {
    sentHandle: sent.device.handle,
    viewedHandle: viewed.device.handle,
    submittedHandle: submitted.device.handle,
    openKey,
    submitKey: viewed.device.opened?.submitKey ?? '',
    readKey,
    consumerKey: sent.consumerKey,
    foreignConsumerKey: foreign.consumerKey,
    conversation: sent.conversationId,
    viewedConversation: viewed.conversationId,
    submittedConversation: submitted.conversationId,
    foreignConversation: foreign.conversationId,
    invitation: sent.invitation.id,
    viewedInvitation: viewed.invitation.id,
    submission: submissionId,
    session: ada.session.sessionId,
    otherSession: bob.session.sessionId,
    foreignSession: cyd.session.sessionId,
    claim: viewed.device.claim,
    account: ACCOUNT,
    otherAccount: OTHER_ACCOUNT,
  };
  return { ada, bob, cyd, device: holding(viewed.device), submitter: holding(submitted.device), texts };
}

async function send(harness: Harness, agent: Agent) {
  const { conversationId, consumerKey } = await harness.tellsafe.conversations.start({
    accountId: ACCOUNT,
    name: 'Kim',
  });
  await agent.assign(conversationId);
  const invitation = await agent.send(conversationId);
  const place = { accountId: ACCOUNT, conversationId, invitationId: invitation.id };
  const device = new Device(harness, await harness.tellsafe.invitations.handle(place));
  ok(await call(harness, 'POST', '/v1/invitations/received', { body: { handle: device.handle } }));
  return { conversationId, consumerKey, invitation, device };
}

function holding(device: Device) {
  const { opened, key } = device;
  if (!opened || !key) throw new Error('the device has not opened the form');
  return Object.assign(device, { opened, key });
}
