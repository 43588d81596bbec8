// Entry points without a server: one that runs, one that stopped, one that nobody used yet.
import type { EntryPointListResponse, EntryPointView, QuarantinedView } from '@tellsafe/core/wire';
import type { EntryPoints } from '../../src/entry-points.ts';

const NOW = Date.UTC(2026, 10, 22, 10);
const MINUTE = 60_000;

/** An entry point. */
export function entryPointOf(given: Partial<EntryPointView> = {}): EntryPointView {
  return {
    ...{
      id: 'orders',
      channel: 'sms-twilio',
      name: 'Orders number',
      label: 'Orders',
      language: 'en',
      routing: 'queue',
    },
    address: 'https://forms.acme.example/tellsafe/v1/channels/sms-twilio/orders',
    credentials: [{ key: 'authToken', secrets: 1, since: NOW - 90 * 1440 * MINUTE }],
    ...{ stopped: null, lastInboundAt: NOW - 2 * MINUTE, lastAcceptedAt: NOW - MINUTE, lastError: null },
    ...{ queued: 0, unknown: 0, quarantined: 0 },
    ...given,
  };
}

/** One of each kind. */
export const entryPoints: readonly EntryPointView[] = [
  entryPointOf(),
  entryPointOf({
    ...{ id: 'shop', channel: 'whatsapp', name: 'Shop', label: 'Sales', language: null, routing: 'last-agent' },
    address: 'https://forms.acme.example/tellsafe/v1/channels/whatsapp/shop',
    credentials: [
      { key: 'appSecret', secrets: 2, since: NOW - 30 * MINUTE },
      { key: 'verifyToken', secrets: 1, since: NOW - 900 * MINUTE },
      { key: 'accessToken', secrets: 1, since: NOW - 900 * MINUTE },
    ],
    stopped: { since: NOW - 12 * MINUTE, until: NOW + 3 * MINUTE, code: '190' },
    lastError: { at: NOW - 2 * MINUTE, class: 'auth_failed', code: '190' },
    ...{ queued: 14, unknown: 2, quarantined: 100 },
  }),
  entryPointOf({
    ...{ id: 'brand', channel: 'apple', name: 'brand', label: null, language: 'pt-BR' },
    address: 'https://forms.acme.example/tellsafe/v1/channels/apple/brand',
    ...{ credentials: [{ key: 'apiSecret', secrets: 1, since: null }], lastInboundAt: null, lastAcceptedAt: null },
  }),
];

/** What a test tells the fake. */
export interface FakeEntryPointsOptions {
  readonly entryPoints?: readonly EntryPointView[];
  readonly quarantined?: readonly QuarantinedView[];
  /** Somebody else saves first, once. */
  readonly conflict?: boolean;
  readonly refuse?: () => never;
}

const setAside: readonly QuarantinedView[] = [
  { id: '7f8c9670-b6e5-4973-8571-000000000001', at: NOW - MINUTE, reason: 'unreadable' },
  { id: '7f8c9670-b6e5-4973-8571-000000000002', at: NOW - 60 * MINUTE, reason: 'event' },
];

/** A fake that keeps what is saved; `asked` tells what it was asked for. */
export function fakeEntryPoints(options: FakeEntryPointsOptions = {}): EntryPoints & { readonly asked: unknown[] } {
  const asked: unknown[] = [];
  let list: EntryPointListResponse = { version: 0, entryPoints: options.entryPoints ?? entryPoints };
  let conflicts = options.conflict ? 1 : 0;
  const change = (id: string, changed: Partial<EntryPointView>) => {
    list = {
      version: list.version + 1,
      entryPoints: list.entryPoints.map((each) => (each.id === id ? { ...each, ...changed } : each)),
    };
    return list;
  };
  return {
    asked,
    list: async () => {
      options.refuse?.();
      return list;
    },
    save: async (id, { base, ...face }) => {
      asked.push(['save', id, { base, ...face }]);
      if (conflicts > 0) {
        conflicts -= 1;
        return { saved: false, theirs: change(id, { name: 'Theirs' }) };
      }
      return { saved: true, now: change(id, face) };
    },
    resume: async (id) => {
      asked.push(['resume', id]);
      return change(id, { stopped: null });
    },
    quarantine: async () => options.quarantined ?? setAside,
  };
}
