// What can be wrong behind what is seen from outside: keys that open twice, the login, stores, files.
import { utf8 } from '@tellsafe/core/encoding';
import { DUE_INVITATION } from '../../src/services/invitations/records.ts';
import type { Store } from '../../src/stores/types.ts';
import { opened, through, withHeaders } from './deployment.ts';
import { type Change, type Fault, sent } from './fault.ts';

const filesWith =
  (changed: object): Fault[3] =>
  ({ target }) => ({ files: target.files.map((file, at) => (at === 0 ? { ...file, ...changed } : file)) });

/** The records store with other methods. */
const recordsWith =
  (change: (records: Store) => Partial<Store>): Fault[3] =>
  ({ harness: { stores } }) => {
    const changed = change(stores.records);
    const records = new Proxy(stores.records, {
      get: (store, name) => {
        const own = name in changed ? Reflect.get(changed, name) : Reflect.get(store, name);
        return typeof own === 'function' ? own.bind(store) : own;
      },
    });
    return { stores: opened(records, stores.sealed) };
  };

const HOUR_MS = 3_600_000;
const protectedKeys = 'PCI 3.6.1, 3.6.1.1–.4';

/** Every one of them. */
export const insideFaults: readonly Fault[] = [
  [
    'a key for everybody who comes at once',
    'one-time-race',
    'ASVS 15.4.1–15.4.2',
    async ({ target, sandbox }) => ({ sandbox: await sandbox(), send: through(target.send, repeating(1)) }),
  ],
  [
    'a key that opens again later',
    'one-time-race',
    'ASVS 2.3.3, 2.3.4',
    async ({ target, sandbox }) => ({ sandbox: await sandbox(), send: through(target.send, repeating(17)) }),
  ],
  ['a cookie for scripts', 'login-cookie', 'ASVS 3.3.x', cookieWith((cookie) => cookie.replace('; HttpOnly', ''))],
  ['a cookie for plain http', 'login-cookie', 'ASVS 3.3.x', cookieWith((cookie) => cookie.replace('; Secure', ''))],
  ['a cookie for other sites', 'login-cookie', 'ASVS 3.3.x', cookieWith((cookie) => cookie.replace('Strict', 'None'))],
  ['a cookie for other hosts', 'login-cookie', 'ASVS 3.3.x', cookieWith((cookie) => `${cookie}; Domain=acme.example`)],
  [
    'a login for foreign pages',
    'login-refusal',
    'ASVS 3.5.1–3.5.3',
    sent(({ url, answer }) =>
      url.pathname.includes('/operators') && answer.status === 403 ? new Response('', { status: 401 }) : answer,
    ),
  ],
  [
    'an audit with an entry less',
    'audit-chain',
    'PCI 10.3.1–10.3.4',
    recordsWith((records) => ({
      read: async (feed, after, limit) => {
        const events = await records.read(feed, after, limit);
        return events.filter((_, at) => after !== '' || at !== 1);
      },
    })),
  ],
  [
    'answers whose time is over',
    'retention-run',
    'PCI 3.2.1',
    recordsWith(() => ({ overdue: async (now) => ({ count: 3, oldestAt: now - 2 * HOUR_MS }) })),
  ],
  [
    'maintenance that stands still',
    'maintenance-run',
    'PCI 10.7.2 / .3',
    recordsWith((records) => ({
      list: async (query) => {
        const isDue = 'value' in query && query.value === DUE_INVITATION;
        if (!isDue) return records.list(query);
        const key = { account: 'acme', group: 'g', collection: 'c', id: 'i' };
        return { records: [{ ...key, body: new Uint8Array(), expiresAt: 1, version: 1 }] };
      },
    })),
  ],
  [
    'a login policy that was weakened',
    'login-policy',
    'PCI 8.2.8, 8.3.4–8.3.9, 8.4.2',
    recordsWith((records) => ({
      get: async (keys) =>
        (await records.get(keys)).map((found) => {
          const text = found ? new TextDecoder().decode(found.body) : '';
          return found && { ...found, body: utf8(text.replace('"maxFailedSignIns":3', '"maxFailedSignIns":30')) };
        }),
    })),
  ],
  ['keys for the group', 'files-for-owner', protectedKeys, filesWith({ mode: 0o100640 })],
  ['keys of somebody else', 'files-of-user', protectedKeys, filesWith({ owner: 4_711 })],
  ['keys that others can replace', 'folders-closed', 'ASVS 13.3.1–13.3.4', filesWith({ folderMode: 0o40777 })],
  [
    'keys that are never rotated',
    'key-age',
    'PCI 3.7.1–3.7.7',
    ({ target }) => ({
      clock: () => target.clock() + 400 * 86_400_000,
      stores: undefined,
      send: through(target.send, ({ answer }) => withHeaders(answer, { date: 'Tue, 07 Dec 2027 09:00:00 GMT' })),
      handshake: async () => ({ protocol: 'TLSv1.3', trusted: true, speaksOld: false, endsAt: Date.UTC(2029, 1, 1) }),
    }),
  ],
  ['a desk with the keys of the vault', 'keys-apart', protectedKeys, ({ target }) => ({ vaultKeys: target.keys })],
];

/** Every key opens again from so many attempts on. */
function repeating(from: number): Change {
  let won: string | undefined;
  let attempts = 0;
  return async ({ url, answer, sent: body }) => {
    if (!url.pathname.endsWith('/v1/forms/open') || !/"openKey":"[^"]{60,}/.test(body)) return answer;
    if (answer.status === 200) won = await answer.clone().text();
    attempts += 1;
    return won !== undefined && attempts >= from && answer.status !== 200 ? new Response(won) : answer;
  };
}

function cookieWith(change: (cookie: string) => string): Fault[3] {
  return sent(({ answer }) => {
    const cookie = answer.headers.get('set-cookie');
    return cookie === null ? answer : withHeaders(answer, { 'set-cookie': change(cookie) });
  });
}
