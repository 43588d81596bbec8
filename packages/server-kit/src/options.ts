// The options of createTellsafe and their check: wrong ones are refused at start with the key, the value and what is allowed.
import { type Clock, systemClock, TellsafeError } from '@tellsafe/core';
import type { RandomBytes } from '@tellsafe/core/crypto';
import { DEFAULT_BASE_PATH } from '@tellsafe/core/wire';
import { checkUnique } from './accounts/entry-point-settings.ts';
import type { Authenticate } from './accounts/principal.ts';

import { type AccountOptions, type AccountSettings, parseAccount } from './accounts/settings.ts';
import { type FileFetching, type FileFetchingOptions, parseFileFetching } from './channels/gateway/file-settings.ts';
import type { RouteConversation } from './channels/gateway/routing.ts';
import type { ReadRequestId } from './http/request-id.ts';
import type { KeyProvider } from './keys/types.ts';
import { consoleLog, type Log } from './log.ts';
import { type LimitOptions, type Limits, parseLimits } from './operation/limits.ts';
import { invalid, withMethods } from './option-checks.ts';
import { parseParts, parseRoles, type SplitKeys } from './process-parts.ts';
import type { Notify } from './push/notify.ts';
import { serverRandom } from './random.ts';
import type { ProcessRole } from './roles.ts';
import type { Fetch, Stores, Vault } from './services/kit.ts';
import { memorySignal } from './signals/memory.ts';
import type { Signal } from './signals/types.ts';
import { noTelemetry, type Telemetry } from './telemetry/types.ts';
import { parseWebhookSending, type WebhookSending, type WebhookSendingOptions } from './webhooks/settings.ts';

/** Options of {@link createTellsafe}. */
export interface TellsafeOptions {
  /** Which halves this process is, default both; see {@link DeskOptions} and {@link VaultOptions}. */
  readonly roles?: readonly ['desk', 'vault'];
  readonly stores: Stores;
  /** One provider for everything, or the answers' own beside it. */
  readonly keys: KeyProvider | SplitKeys;
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
  /**
   * The id that a gateway of the host's own gave a request, such as `({ headers }) => headers.get('x-request-id')`. Every answer shows it
   * as `X-Request-Id`, and a line of the log about the request has it. Ids of 8 to 128 characters are taken (letters, digits, `._:+/=~-`, a letter
   * at least); instead of any other the kit makes one. Without this option it makes one for each request of which the log is told.
   */
  readonly requestId?: ReadRequestId;
  /** Sends the kit's own requests, those to push services; default the global one. */
  readonly fetch?: Fetch;
  /**
   * Told of each form that is sent, to reach consumers in native apps by APNs or FCM, or in any other way (SF-INV-06). Sending
   * never waits for it, and its failures stay its own.
   */
  readonly notify?: Notify;
  /**
   * Decides who gets a conversation that begins at an entry point; without it the entry point's `routing` does. It has three seconds, and
   * its failures stay its own: then the conversation waits in the queue.
   */
  readonly routeConversation?: RouteConversation;
  /** How webhooks are sent; needed where an account has endpoints. */
  readonly webhooks?: WebhookSendingOptions;
  /** How files that consumers send by channels are fetched; without it agents see their names only. */
  readonly files?: FileFetchingOptions;
  /** How often expiry, idle sessions and purge are looked after, 100 to 60000 ms, default 1000; `manual` leaves it to `maintain()`. */
  readonly maintenance?: { readonly everyMs: number } | 'manual';
  /** How much this process takes on (docs/operation.md). */
  readonly limits?: LimitOptions;
  /** Takes what the kit measures, such as `openTelemetry()` of `@tellsafe/server-kit/telemetry/opentelemetry`; default: nobody. */
  readonly telemetry?: Telemetry;
}

/**
 * Options of a desk that runs apart from its vault: all but the form page and the answers, to which it has no way (docs/vault-apart.md).
 */
export interface DeskOptions extends Omit<TellsafeOptions, 'roles' | 'stores' | 'keys'> {
  readonly roles: readonly ['desk'];
  readonly stores: Pick<Stores, 'records'>;
  /** What `keys.records` is in the vault's process: the pepper, and what wraps the data keys of conversations. */
  readonly keys: KeyProvider;
}

/** Options of a vault that runs apart: the form page and the answers. It signs nobody in and calls nobody. */
export interface VaultOptions
  extends Omit<
    TellsafeOptions,
    'roles' | 'keys' | 'authenticate' | 'fetch' | 'notify' | 'webhooks' | 'files' | 'routeConversation'
  > {
  readonly roles: readonly ['vault'];
  readonly keys: SplitKeys;
}

/** Checked options. */
export interface Settings {
  readonly roles: readonly ProcessRole[];
  readonly stores: Pick<Stores, 'records'>;
  readonly vault?: Vault;
  readonly keys: KeyProvider;
  readonly accounts: readonly AccountSettings[];
  readonly authenticate: Authenticate;
  readonly basePath: string;
  readonly signal: Signal;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly log: Log;
  readonly requestId?: ReadRequestId;
  readonly fetch: Fetch;
  readonly notify?: Notify;
  readonly routeConversation?: RouteConversation;
  readonly webhooks?: WebhookSending;
  readonly files?: FileFetching;
  readonly maintenance: { readonly everyMs: number } | 'manual';
  readonly limits: Limits;
  readonly telemetry: Telemetry;
}

const optionKeys = [
  'roles',
  'stores',
  'keys',
  'accounts',
  'authenticate',
  'basePath',
  'signal',
  'clock',
  'random',
  'log',
  'requestId',
  'fetch',
  'notify',
  'routeConversation',
  'webhooks',
  'files',
  'maintenance',
  'limits',
  'telemetry',
] as const satisfies readonly (keyof TellsafeOptions)[];

/**
 * Checks the options.
 *
 * @throws TellsafeError `option_invalid`, `setting_invalid` or `definition_invalid`
 */
export function parseOptions(options: TellsafeOptions | DeskOptions | VaultOptions): Settings {
  if (typeof options !== 'object' || options === null) throw invalid('options', 'must be an object');
  for (const key of Object.keys(options)) {
    if (!(optionKeys as readonly string[]).includes(key)) throw invalid(key, 'is not an option');
  }
  const roles = parseRoles(options);
  const {
    authenticate,
    fetch: ownFetch,
    notify,
    routeConversation,
    webhooks: sending,
    files: way,
  }: DeskParts = options;
  const parts = parseParts(roles, options.stores, options.keys);
  const signal = parseSignal(options.signal);
  if (signal.shared && parts.vault && !parts.vault.volatile.capabilities.shared) {
    const hint =
      'must be one store for all processes, such as redisStore(), because the signal spans several (SF-OTR-02)';
    throw invalid('stores.volatile', hint);
  }
  const accounts = parseAccounts(options.accounts);
  if (parts.vault) checkArchives(accounts, parts.vault.keys);
  // A vault that runs apart sends none, so it needs to know nothing about how.
  const endpoints = roles.includes('desk') ? accounts.flatMap((account) => account.webhooks) : [];
  const webhooks = parseWebhookSending(sending, endpoints);
  const files = parseFileFetching(way);
  return {
    roles,
    ...parts,
    accounts,
    authenticate: roles.includes('desk') ? asFunction('authenticate', authenticate) : nobody,
    basePath: parseBasePath(options.basePath ?? DEFAULT_BASE_PATH),
    signal,
    clock: monotone(asFunction('clock', options.clock ?? systemClock)),
    random: asFunction('random', options.random ?? serverRandom),
    log: asFunction('log', options.log ?? consoleLog),
    fetch: asFunction('fetch', ownFetch ?? ((url: string, init: RequestInit) => fetch(url, init))),
    ...(options.requestId !== undefined && { requestId: asFunction('requestId', options.requestId) }),
    ...(notify !== undefined && { notify: asFunction('notify', notify) }),
    ...(routeConversation !== undefined && {
      routeConversation: asFunction('routeConversation', routeConversation),
    }),
    ...(webhooks && { webhooks }),
    ...(files && { files }),
    maintenance: parseMaintenance(options.maintenance ?? { everyMs: 1000 }),
    limits: parseLimits(options.limits),
    telemetry: withMethods(
      'telemetry',
      options.telemetry ?? noTelemetry,
      ['record', 'observe', 'span'],
      'openTelemetry()',
    ),
  };
}

/** What only a process that serves agents is given. */
type DeskParts = Pick<VaultOptions, 'clock'> &
  Partial<Pick<TellsafeOptions, 'authenticate' | 'fetch' | 'notify' | 'webhooks' | 'files' | 'routeConversation'>>;

/** Nobody signs in at a vault that runs apart; it has no route for it. */
const nobody: Authenticate = async () => null;

function parseSignal(signal: Signal | undefined): Signal {
  if (signal === undefined) return memorySignal();
  return withMethods('signal', signal, ['publish', 'subscribe', 'close'], 'such as memorySignal()');
}

function parseAccounts(accounts: readonly AccountOptions[]): readonly AccountSettings[] {
  if (!Array.isArray(accounts) || accounts.length === 0) throw invalid('accounts', 'must hold at least one account');
  const parsed = accounts.map((account, at) => parseAccount(`accounts[${at}]`, account));
  const ids = parsed.map(({ id }) => id);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined) throw invalid('accounts', 'must not hold one id twice', twice);
  checkUnique(parsed.flatMap(({ entryPoints }) => entryPoints));
  return parsed;
}

/** A vault that could not open what it is to open is noticed at start, not at the first reading. */
function checkArchives(accounts: readonly AccountSettings[], keys: KeyProvider): void {
  for (const [at, { archive, archiveKey }] of accounts.entries()) {
    if (archive !== 'vault' || !archiveKey || keys.archiveKeyIds?.includes(archiveKey.keyId)) continue;
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

function asFunction<Value>(key: string, value: Value | undefined): Value {
  if (typeof value !== 'function') throw invalid(key, 'must be a function');
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
