// Privacy without a server, for what elements do with what they are given.
import { TellsafeError } from '@tellsafe/core';
import type { HeldConversation, HoldView, PrivacyFindResponse, PrivacyHoldsResponse } from '@tellsafe/core/wire';
import type { Privacy } from '../../src/privacy.ts';
import { NINE } from './fixtures.ts';

export const MAC = 'pWkWaTB6Siquhxz4c7i2RknunkCa1_wZIStuXMS8xJk';
export const CASE_7: HoldView = { holdId: 'Case 2026/7, Ghent', at: NINE - 86_400_000 * 12 };

/** A conversation that is held. */
export function heldOf(change: Partial<HeldConversation> = {}): HeldConversation {
  return {
    ...{ conversationId: '8b34dbc2-c05e-44d7-a25d-48efeace8245', status: 'closed' },
    ...{ startedAt: NINE - 86_400_000 * 40, closedAt: NINE - 86_400_000 * 40 + 3_600_000 },
    ...{ keptUntil: NINE + 86_400_000 * 356, holds: [] },
    forms: [
      {
        ...{ invitationId: '9fe06a38-ec06-4ef6-9833-aa504fee591a', name: 'Payment card', status: 'submitted' },
        sentAt: NINE - 86_400_000 * 40,
        submission: {
          ...{ submissionId: '293f1d2e-e206-47cb-abe6-33764a26ea45', answers: 'sealed' },
          submittedAt: NINE - 86_400_000 * 40 + 600_000,
        },
      },
      {
        ...{ invitationId: '9fe06a38-ec06-4ef6-9833-aa504fee591b', name: 'Delivery address', status: 'declined' },
        sentAt: NINE - 86_400_000 * 40 + 900_000,
      },
    ],
    ...change,
  };
}

/** What is held about a consumer. */
export const foundFixture: PrivacyFindResponse = {
  ...{ consumerMac: MAC, holds: [] },
  conversations: [
    heldOf(),
    heldOf({
      ...{ conversationId: '5d0c7b8e-0000-4000-8000-000000000002', status: 'open', startedAt: NINE - 7_200_000 },
      ...{ holds: [CASE_7], forms: [] },
    }),
  ],
};

export const holdsFixture: PrivacyHoldsResponse = {
  held: [
    { kind: 'conversation', id: '5d0c7b8e-0000-4000-8000-000000000002', holds: [CASE_7] },
    { kind: 'consumer-mac', id: MAC, holds: [{ holdId: 'Order of 3 May', at: NINE - 86_400_000 * 3 }] },
  ],
};

/** The fake with what was asked of it. */
export interface FakePrivacy extends Privacy {
  readonly calls: string[];
  /** From now on this is found. */
  found: PrivacyFindResponse;
  failNext(error: unknown): void;
}

/** What is made up. */
export interface FakePrivacyOptions {
  readonly found?: PrivacyFindResponse;
  readonly held?: PrivacyHoldsResponse;
  readonly lagMs?: number;
  readonly refuse?: 'permission_denied' | 'network_failed';
  readonly isSlow?: boolean;
}

/** Creates the fake. */
export function fakePrivacy(options: FakePrivacyOptions = {}): FakePrivacy {
  const calls: string[] = [];
  let failure: unknown;
  const did = async (call: string): Promise<void> => {
    calls.push(call);
    if (options.isSlow) await new Promise(() => undefined);
    const error = failure ?? (options.refuse && new TellsafeError(options.refuse));
    failure = undefined;
    if (error) throw error;
  };
  const fake: FakePrivacy = {
    calls,
    found: options.found ?? foundFixture,
    failNext: (error) => {
      failure = error;
    },
    status: async () => {
      await did('status');
      return { retentionMonths: 13, offTheRecordTtlSec: 900, lagMs: options.lagMs ?? 1_200, erasures: 0 };
    },
    find: async (wanted) => {
      await did(`find ${JSON.stringify(wanted)}`);
      return fake.found;
    },
    export: async (consumerId) => {
      await did(`export ${consumerId}`);
      return { version: 1, accountId: 'juniper', consumerId, exportedAt: NINE, holds: [], conversations: [] };
    },
    exportConversation: async (conversationId) => {
      await did(`export conversation ${conversationId}`);
      return { version: 1, accountId: 'juniper', exportedAt: NINE, holds: [], conversations: [] };
    },
    erase: async (what) => {
      await did(`erase ${JSON.stringify(what)}`);
      fake.found = { holds: [], conversations: [], erasedAt: NINE };
      return { erasedAt: NINE };
    },
    holds: async (query = {}) => {
      await did(`holds ${JSON.stringify(query)}`);
      return options.held ?? holdsFixture;
    },
    hold: (hold) => did(`hold ${JSON.stringify(hold)}`),
    release: (hold) => did(`release ${JSON.stringify(hold)}`),
  };
  return fake;
}
