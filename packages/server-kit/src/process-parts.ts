// Stores and keys of a process by its roles: what a half does not need, it is refused at start, so that no mistake in a deployment gives a
// desk what leads to answers (docs/vault-apart.md).
import { isTellsafeError } from '@tellsafe/core';
import { DATA_KEY_BYTES } from '@tellsafe/core/crypto/at-rest';
import type { KeyProvider } from './keys/types.ts';
import { invalid, withMethods } from './option-checks.ts';
import type { DeskOptions, Settings, TellsafeOptions, VaultOptions } from './options.ts';
import { allRoles, type ProcessRole } from './roles.ts';
import type { Stores, Vault } from './services/kit.ts';
import { contextOfKey } from './services/privacy/wrapped-keys.ts';
import { storeMethods } from './stores/methods.ts';
import type { Store, StoreCapabilities } from './stores/types.ts';

/** Keys of a kit whose answers have their own. */
export interface SplitKeys {
  /** The pepper, and what wraps the data keys of conversations; a desk has these alone. */
  readonly records: KeyProvider;
  /** Wraps the data keys of submissions; holds archive keys. Of it the pepper is not used. */
  readonly sealed: KeyProvider;
}

type Options = TellsafeOptions | DeskOptions | VaultOptions;

/** What only the process may be given that serves agents. */
const deskOptions = ['authenticate', 'fetch', 'notify', 'webhooks', 'files', 'routeConversation'] as const;

/** Which halves a process is. @throws TellsafeError `option_invalid`, also for an option that belongs to the other half */
export function parseRoles(options: Options): readonly ProcessRole[] {
  const { roles = allRoles } = options;
  const known = Array.isArray(roles) && roles.length > 0 && roles.every((role) => allRoles.includes(role));
  if (!known || new Set(roles).size !== roles.length) {
    throw invalid('roles', "must be ['desk'], ['vault'] or ['desk', 'vault']", roles);
  }
  if (roles.includes('desk')) return roles;
  for (const key of deskOptions) {
    if (key in options) throw invalid(key, "belongs to the desk: roles is ['vault']");
  }
  return roles;
}

/**
 * The stores and keys of a process.
 *
 * @throws TellsafeError `option_invalid`
 */
export function parseParts(
  roles: readonly ProcessRole[],
  stores: Options['stores'],
  keys: Options['keys'],
): Pick<Settings, 'stores' | 'vault' | 'keys'> {
  if (typeof stores !== 'object' || stores === null) throw invalid('stores', 'must hold records, sealed and volatile');
  const records = storeOf(stores, 'records');
  requireCapabilities('stores.records', records.capabilities, ['index', 'feeds', 'retention']);
  if (!roles.includes('vault')) return { stores: { records }, keys: deskKeys(stores, keys) };
  const sealed = storeOf(stores, 'sealed');
  requireCapabilities('stores.sealed', sealed.capabilities, ['index', 'retention']);
  const volatile = storeOf(stores, 'volatile');
  if (volatile.capabilities.durable) {
    throw invalid('stores.volatile', 'must keep nothing on disk (SF-OTR-01), such as memoryStore()');
  }
  const isApart = !roles.includes('desk');
  if (isApart && sealed === records) {
    throw invalid('stores.sealed', 'must be a store of its own: the desk reads and writes stores.records');
  }
  const split = isSplit(keys);
  if (isApart && !split)
    throw invalid('keys', 'must be { records, sealed }: records as the desk has them, sealed for the vault alone');
  const own = split ? keys : { records: keys, sealed: keys };
  const vault = { sealed, volatile, keys: keysOf(split ? 'keys.sealed' : 'keys', own.sealed), isApart };
  return { stores: { records }, vault, keys: keysOf(split ? 'keys.records' : 'keys', own.records) };
}

/**
 * Makes sure that what the desk holds opens nothing that the vault wraps. Both may be files with the same keys in them, so it is tried.
 *
 * @throws TellsafeError `option_invalid`
 */
export async function checkKeysApart({
  keys,
  vault,
}: {
  readonly keys: KeyProvider;
  readonly vault?: Vault;
}): Promise<void> {
  if (!vault?.isApart) return;
  const context = contextOfKey({ account: '', collection: 'data-key', group: '', id: '' });
  const wrapped = await vault.keys.wrap(new Uint8Array(DATA_KEY_BYTES), context);
  try {
    await keys.unwrap(wrapped, context);
  } catch (error) {
    if (isTellsafeError(error, 'key_unknown')) return;
    throw error;
  }
  throw invalid(
    'keys.sealed',
    'must wrap with a key that keys.records do not hold, because the desk holds those as well',
  );
}

function deskKeys(stores: Partial<Stores>, keys: Options['keys']): KeyProvider {
  for (const name of ['sealed', 'volatile'] as const) {
    if (stores[name] !== undefined) throw invalid(`stores.${name}`, "belongs to the vault: roles is ['desk']");
  }
  if (isSplit(keys)) throw invalid('keys', "must be the desk's provider alone: roles is ['desk']");
  const own = keysOf('keys', keys);
  if (own.archiveKeyIds && own.archiveKeyIds.length > 0) {
    throw invalid('keys', "must hold no archive key, which belongs to the vault: roles is ['desk']");
  }
  return own;
}

function isSplit(keys: Options['keys']): keys is SplitKeys {
  return typeof keys === 'object' && keys !== null && ('records' in keys || 'sealed' in keys);
}

function keysOf(key: string, keys: KeyProvider): KeyProvider {
  return withMethods(key, keys, ['mac', 'wrap', 'unwrap'], 'such as fileKeys(path) or memoryKeys()');
}

function storeOf(stores: Partial<Stores>, name: keyof Stores): Store {
  return withMethods(`stores.${name}`, stores[name] as Store, storeMethods, 'such as memoryStore()');
}

function requireCapabilities(
  key: string,
  capabilities: StoreCapabilities,
  names: readonly ('index' | 'feeds' | 'retention')[],
): void {
  for (const name of names) if (!capabilities[name]) throw invalid(key, `must be a store with ${name}`);
}
