// Everything a kit keeps, as text: every record and event of every store, bodies decoded, so that tests can compare and search.
import type { Stores } from '../../src/services/kit.ts';
import type { Key, Store } from '../../src/stores/types.ts';
import { ACCOUNT, OTHER_ACCOUNT } from '../harness.ts';

const collections = [
  'conversation',
  'last-message',
  'invitation',
  'request',
  'answers',
  'data-key',
  'off-the-record',
  'push',
  'push-job',
  'hold',
  'erasure',
  'channel-state',
  'channel-media',
];

/** Every record and event, one line each, sorted. */
export async function dumpOf(stores: Stores, accounts: readonly string[] = [ACCOUNT, OTHER_ACCOUNT]): Promise<string> {
  const lines: string[] = [];
  for (const account of accounts) {
    const events = await readAll(stores.records, account);
    const groups = new Set(events.map(({ group }) => group));
    for (const event of events)
      lines.push(`event ${event.group} ${event.position} ${event.type} ${textOf(event.body)}`);
    for (const [name, store] of Object.entries(stores) as [string, Store][]) {
      for (const key of keysOf(account, groups)) {
        const { records } = await store.list({ ...key, limit: 1000 });
        for (const { id, version, body, expiresAt, index } of records) {
          const place = `${name} ${key.group} ${key.collection} ${id}`;
          lines.push(`${place} v${version} ${expiresAt} ${JSON.stringify(index ?? [])} ${textOf(body)}`);
        }
      }
    }
  }
  return lines.sort().join('\n');
}

/** Where records can be: every group that ever had an event. */
function keysOf(account: string, groups: ReadonlySet<string>): Omit<Key, 'id'>[] {
  const more = ['agent-session', 'form', 'form-version', 'agent'];
  return [...groups].flatMap((group) =>
    [...collections, ...more].map((collection) => ({ account, group, collection })),
  );
}

async function readAll(store: Store, account: string) {
  const events = [];
  let after = '';
  for (;;) {
    const page = await store.read({ account }, after, 500);
    events.push(...page);
    const last = page.at(-1);
    if (!last) return events;
    after = last.position;
  }
}

/** JSON as it is, other bytes in base64url. */
function textOf(body: Uint8Array): string {
  const text = Buffer.from(body).toString('utf8');
  return text.startsWith('{') ? text : Buffer.from(body).toString('base64url');
}
