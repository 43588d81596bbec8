// What the tests of the gateway stand on: a kit with an entry point of each channel, and a record of all that it writes.
import type { AgentConversationResponse, ConversationSummary } from '@tellsafe/core/wire';
import { createAccounts } from '../../../src/accounts/accounts.ts';
import type { EntryPointOptions } from '../../../src/accounts/entry-point-settings.ts';
import { parseAccount } from '../../../src/accounts/settings.ts';
import { createCaches, type Kit } from '../../../src/services/kit.ts';
import type { Commit, Store } from '../../../src/stores/types.ts';
import { Agent, type Answered, readAnswer } from '../../clients.ts';
import {
  ACCOUNT,
  createHarness,
  FORM_ORIGIN,
  type Harness,
  type HarnessOptions,
  random,
  type StoreKind,
} from '../../harness.ts';
import { storeWith } from '../../support/broken-stores.ts';
import { type ProviderName, providerNames, providers, requestOf, type Said } from './providers.ts';

/** What is done to the records store's commits. */
export type Fault = (commit: Commit, go: () => Promise<boolean>) => Promise<boolean>;

export interface GatewayStage {
  readonly harness: Harness;
  /** Every change that was asked of the records store, in order. */
  readonly written: Commit[];
  /** The kit as its services see it. */
  readonly kit: Kit;
  fault: Fault | undefined;
  close(): Promise<void>;
}

export interface StageOptions {
  readonly options?: HarnessOptions['options'];
  readonly entryPoint?: (options: EntryPointOptions) => EntryPointOptions;
}

export async function createGatewayStage(kind: StoreKind, given: StageOptions = {}): Promise<GatewayStage> {
  const entryPoints = providerNames.map((name) => {
    const { entryPoint } = providers[name];
    return given.entryPoint ? given.entryPoint(entryPoint) : entryPoint;
  });
  const written: Commit[] = [];
  const faulty: { fault: Fault | undefined } = { fault: undefined };
  const watched = (store: Store): Store =>
    storeWith(store, {
      commit: (commit: Commit) => {
        written.push(commit);
        const go = () => store.commit(commit);
        return faulty.fault ? faulty.fault(commit, go) : go();
      },
    });
  const harness = await createHarness(kind, {
    account: { entryPoints },
    options: { fetch: () => Promise.reject(new Error('nothing is sent from here')), ...given.options },
    wrap: (stores) => ({ ...stores, records: watched(stores.records) }),
  });
  const account = parseAccount('account', { id: ACCOUNT, formOrigin: FORM_ORIGIN, allowedOrigins: [], entryPoints });
  const { stores, keys, clock } = harness;
  return Object.assign(faulty, {
    harness,
    written,
    kit: {
      ...{ stores, keys, clock, random, log: () => {}, signal: { publish: () => {} } },
      ...{ accounts: createAccounts([account]), caches: createCaches() },
    } as unknown as Kit,
    close: () => harness.close(),
  });
}

/** Delivers a body with its signature. */
export async function deliver(
  { harness }: GatewayStage,
  name: ProviderName,
  body: string,
  change: Parameters<typeof requestOf>[2] = {},
): Promise<Answered> {
  return readAnswer(await harness.tellsafe.fetch(await requestOf(name, body, change)));
}

/** A consumer writes. */
export function say(stage: GatewayStage, name: ProviderName, said: Said): Promise<Answered> {
  return deliver(stage, name, providers[name].message(said));
}

/** The conversations that wait and those of ada and bob, the newest first. */
export async function conversations({ harness }: GatewayStage): Promise<readonly ConversationSummary[]> {
  const listed = ['ada', 'bob'].map((agentId) => harness.tellsafe.conversations.list({ accountId: ACCOUNT, agentId }));
  const all = (await Promise.all(listed)).flat();
  const each = [...new Map(all.map((one) => [one.id, one])).values()];
  return each.sort((one, other) => other.startedAt - one.startedAt);
}

/** The newest conversation of a channel. */
export async function newest(stage: GatewayStage, name: ProviderName): Promise<AgentConversationResponse> {
  const found = (await conversations(stage)).find(({ via, status }) => via?.channel === name && status === 'open');
  if (!found) throw new Error('no conversation');
  return stage.harness.tellsafe.conversations.get({ accountId: ACCOUNT, conversationId: found.id });
}

/** The texts of the newest conversation of a channel. */
export async function texts(stage: GatewayStage, name: ProviderName = 'whatsapp'): Promise<string[]> {
  return (await newest(stage, name)).messages.map(({ text }) => text);
}

/** An agent takes a conversation. */
export async function takenBy({ harness }: GatewayStage, agent: string, conversationId: string): Promise<Agent> {
  const signedIn = await Agent.signIn(harness, agent);
  await signedIn.assign(conversationId);
  return signedIn;
}

/** All that was ever written, as text: keys, lists and bodies. */
export function writtenText({ written }: GatewayStage): string {
  const decode = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
  return written
    .flatMap(({ group, put = [], append = [], remove = [] }) => [
      group,
      ...put.map(({ body, ...record }) => `${JSON.stringify(record)} ${decode(body)}`),
      ...append.map(({ type, body }) => `${type} ${decode(body)}`),
      JSON.stringify(remove),
    ])
    .join('\n');
}
