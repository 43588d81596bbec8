// The options of createTellsafe and their check: wrong ones are refused at start with the key, the value and what is allowed.
import { type Clock, systemClock, TellsafeError } from '@tellsafe/core';
import { type RandomBytes, webRandom } from '@tellsafe/core/crypto';
import { DEFAULT_BASE_PATH } from '@tellsafe/core/wire';
import type { Authenticate } from './accounts/principal.ts';
import { type AccountOptions, type AccountSettings, parseAccount } from './accounts/settings.ts';
import type { KeyProvider } from './keys/types.ts';
import { consoleLog, type Log } from './log.ts';
import type { Notify } from './push/notify.ts';
import type { Fetch, Stores } from './services/kit.ts';
import { memorySignal } from './signals/memory.ts';
import type { Signal } from './signals/types.ts';
import type { StoreCapabilities } from './stores/types.ts';
import { parseWebhookSending, type WebhookSending, type WebhookSendingOptions } from './webhooks/settings.ts';

/** Options of {@link createTellsafe}. */
export interface TellsafeOptions {
  readonly stores: Stores;
  readonly keys: KeyProvider;
  /** At least one. */
  readonly accounts: readonly AccountOptions[];
  /** The host's login: which agent sent this request? */
  readonly authenticate: Authenticate;
  /** Where the routes live, default `/tellsafe`. */
  readonly basePath?: string;
  /** Wake-ups between processes; default: within this process. */
  readonly signal?: Signal;
  /** Epoch milliseconds; default the system's clock. */
  readonly clock?: Clock;
  readonly random?: RandomBytes;
  readonly log?: Log;
  /** Sends the kit's own requests, those to push services; default the global one. */
  readonly fetch?: Fetch;
  /**
   * Told of each form that is sent, to reach consumers in native apps by APNs or FCM, or in any other way (SF-INV-06). Sending
   * never waits for it, and its failures stay its own.
   */
  readonly notify?: Notify;
  /** How webhooks are sent; needed where an account has endpoints. */
  readonly webhooks?: WebhookSendingOptions;
  /** How often expiry, idle sessions and purge are looked after, 100 to 60000 ms, default 1000; `manual` leaves it to `maintain()`. */
  readonly maintenance?: { readonly everyMs: number } | 'manual';
}

/** Checked options. */
export interface Settings {
  readonly stores: Stores;
  readonly keys: KeyProvider;
  readonly accounts: readonly AccountSettings[];
  readonly authenticate: Authenticate;
  readonly basePath: string;
  readonly signal: Signal;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly log: Log;
  readonly fetch: Fetch;
  readonly notify?: Notify;
  readonly webhooks?: WebhookSending;
  readonly maintenance: { readonly everyMs: number } | 'manual';
}

const optionKeys = [
  'stores',
  'keys',
  'accounts',
  'authenticate',
  'basePath',
  'signal',
  'clock',
  'random',
  'log',
  'fetch',
  'notify',
  'webhooks',
  'maintenance',
] as const satisfies readonly (keyof TellsafeOptions)[];

/**
 * Checks the options.
 *
 * @throws TellsafeError `option_invalid`, `setting_invalid` or `definition_invalid`
 */
export function parseOptions(options: TellsafeOptions): Settings {
  if (typeof options !== 'object' || options === null) throw invalid('options', 'must be an object');
  for (const key of Object.keys(options)) {
    if (!(optionKeys as readonly string[]).includes(key)) throw invalid(key, 'is not an option');
  }
  const stores = parseStores(options.stores);
  const signal = parseSignal(options.signal);
  if (signal.shared && !stores.volatile.capabilities.shared) {
    const hint =
      'must be one store for all processes, such as redisStore(), because the signal spans several (SF-OTR-02)';
    throw invalid('stores.volatile', hint);
  }
  const accounts = parseAccounts(options.accounts);
  checkArchives(accounts, options.keys);
  const webhooks = parseWebhookSending(
    options.webhooks,
    accounts.flatMap((account) => account.webhooks),
  );
  return {
    stores,
    keys: withMethods('keys', options.keys, ['mac', 'wrap', 'unwrap'], 'such as fileKeys(path) or memoryKeys()'),
    accounts,
    authenticate: asFunction('authenticate', options.authenticate),
    basePath: parseBasePath(options.basePath ?? DEFAULT_BASE_PATH),
    signal,
    clock: monotone(asFunction('clock', options.clock ?? systemClock)),
    random: asFunction('random', options.random ?? webRandom),
    log: asFunction('log', options.log ?? consoleLog),
    fetch: asFunction('fetch', options.fetch ?? ((url: string, init: RequestInit) => fetch(url, init))),
    ...(options.notify !== undefined && { notify: asFunction('notify', options.notify) }),
    ...(webhooks && { webhooks }),
    maintenance: parseMaintenance(options.maintenance ?? { everyMs: 1000 }),
  };
}

function parseStores(stores: Stores): Stores {
  if (typeof stores !== 'object' || stores === null) throw invalid('stores', 'must hold records, sealed and volatile');
  const methods = [
    'get',
    'commit',
    'list',
    'read',
    'latest',
    'purge',
    'hold',
    'forget',
    'overdue',
    'incarnation',
    'close',
  ];
  const store = (name: keyof Stores) => withMethods(`stores.${name}`, stores[name], methods, 'such as memoryStore()');
  const parsed = { records: store('records'), sealed: store('sealed'), volatile: store('volatile') };
  requireCapability('stores.records', parsed.records.capabilities, 'index');
  requireCapability('stores.records', parsed.records.capabilities, 'feeds');
  requireCapability('stores.sealed', parsed.sealed.capabilities, 'index');
  for (const name of ['records', 'sealed'] as const) {
    requireCapability(`stores.${name}`, parsed[name].capabilities, 'retention');
  }
  if (parsed.volatile.capabilities.durable) {
    throw invalid('stores.volatile', 'must keep nothing on disk (SF-OTR-01), such as memoryStore()');
  }
  return parsed;
}

function parseSignal(signal: Signal | undefined): Signal {
  if (signal === undefined) return memorySignal();
  return withMethods('signal', signal, ['publish', 'subscribe', 'close'], 'such as memorySignal()');
}

function requireCapability(key: string, capabilities: StoreCapabilities, name: 'index' | 'feeds' | 'retention'): void {
  if (!capabilities[name]) throw invalid(key, `must be a store with ${name}`);
}

function parseAccounts(accounts: readonly AccountOptions[]): readonly AccountSettings[] {
  if (!Array.isArray(accounts) || accounts.length === 0) throw invalid('accounts', 'must hold at least one account');
  const parsed = accounts.map((account, at) => parseAccount(`accounts[${at}]`, account));
  const ids = parsed.map(({ id }) => id);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined) throw invalid('accounts', 'must not hold one id twice', twice);
  return parsed;
}

/** A vault that could not open what it is to open is noticed at start, not at the first reading. */
function checkArchives(accounts: readonly AccountSettings[], keys: KeyProvider | undefined): void {
  for (const [at, { archive, archiveKey }] of accounts.entries()) {
    if (archive !== 'vault' || !archiveKey || keys?.archiveKeyIds?.includes(archiveKey.keyId)) continue;
    const hint = 'needs keys that hold the private half of archiveKey, such as fileKeys(path, { archive: [file] })';
    throw invalid(`accounts[${at}].archive`, hint, archive);
  }
}

function parseBasePath(basePath: string): string {
  const valid = typeof basePath === 'string' && /^(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._~-]+)*$/.test(basePath);
  if (!valid) throw invalid('basePath', 'must be a path such as /tellsafe, without a slash at its end', basePath);
  return basePath;
}

function parseMaintenance(
  maintenance: { readonly everyMs: number } | 'manual',
): { readonly everyMs: number } | 'manual' {
  if (maintenance === 'manual') return 'manual';
  const everyMs = typeof maintenance === 'object' && maintenance !== null ? maintenance.everyMs : undefined;
  if (typeof everyMs === 'number' && Number.isInteger(everyMs) && everyMs >= 100 && everyMs <= 60_000)
    return { everyMs };
  const value = typeof everyMs === 'number' ? everyMs : typeof maintenance;
  throw new TellsafeError('setting_invalid', { key: 'maintenance.everyMs', value, min: 100, max: 60_000 });
}

function asFunction<Value>(key: string, value: Value): Value {
  if (typeof value !== 'function') throw invalid(key, 'must be a function');
  return value;
}

function withMethods<Value>(key: string, value: Value, methods: readonly string[], hint: string): Value {
  const holder = value as Record<string, unknown> | null | undefined;
  const complete = typeof holder === 'object' && holder !== null && methods.every((name) => name in holder);
  if (!complete) throw invalid(key, `is required, ${hint}`);
  return value;
}

/** A clock that jumps back stands still instead, so that nothing expired comes back to life (security.md threat 14). */
function monotone(clock: Clock): Clock {
  let latest = 0;
  return () => {
    const now = clock();
    if (now > latest) latest = now;
    return latest;
  };
}

function invalid(key: string, hint: string, value?: unknown): TellsafeError {
  const shown = value === undefined ? {} : { value: typeof value === 'string' ? value.slice(0, 80) : typeof value };
  return new TellsafeError('option_invalid', { key, ...shown, hint });
}
