// Files on this machine: who may read keys and databases, how old keys are, whether desk and vault share what they must not.
import { readKeySet } from '../../keys/file-set.ts';
import { keyStates } from '../../keys/key-life.ts';
import { allKeys, currentOf, type KeySet, wipe } from '../../keys/key-set.ts';
import { type Check, NotChecked, type Target } from './target.ts';

/** Keys are rotated yearly (docs/keys.md). */
const KEY_AGE_MS = 366 * 86_400_000;

function filesOf({ files }: Target) {
  if (files.length === 0) throw new NotChecked('Give --keys, --sqlite or --sealed-sqlite.');
  return files;
}

/** What of a key file may be compared: never a key. */
function withKeys<Result>(path: string | undefined, option: string, read: (set: KeySet) => Result): Result {
  if (path === undefined) throw new NotChecked(`Give ${option}.`);
  const { set } = readKeySet(path);
  try {
    return read(set);
  } finally {
    wipe(set);
  }
}

const idsOf = (set: KeySet) => new Set(allKeys(set).map(({ id }) => id));

const PROTECTED: Check['rows'] = ['PCI 3.6.1, 3.6.1.1–.4', 'ASVS 13.3.1–13.3.4'];

/** The checks. */
export const fileChecks: readonly Check[] = [
  {
    id: 'files-for-owner',
    how: 'Key files and databases can be read by their owner alone',
    rows: PROTECTED,
    run: async (target) =>
      filesOf(target).flatMap(({ path, mode }) =>
        (mode & 0o077) === 0 ? [] : [`Others can read ${path}: chmod 600 ${path}`],
      ),
  },
  {
    id: 'files-of-user',
    how: 'They belong to whoever runs the check, or to any one user where root runs it',
    rows: PROTECTED,
    run: async (target) => {
      const owners = new Set(filesOf(target).map(({ owner }) => owner));
      if (target.user === undefined) throw new NotChecked('Files have no owner by number here.');
      const foreign = target.user !== 0 && [...owners].some((owner) => owner !== target.user);
      return owners.size > 1 || foreign ? ['Keys and databases belong to several users, or to another one.'] : [];
    },
  },
  {
    id: 'folders-closed',
    how: 'Nobody else can put another file in their place',
    rows: PROTECTED,
    run: async (target) =>
      filesOf(target).flatMap(({ path, folderMode }) =>
        // With the sticky bit, as /tmp has it, others cannot replace the file.
        (folderMode & 0o022) !== 0 && (folderMode & 0o1000) === 0
          ? [`Others can replace ${path}: its folder is theirs to write.`]
          : [],
      ),
  },
  {
    id: 'key-age',
    how: 'The current keys are not older than a year',
    rows: ['PCI 3.7.1–3.7.7', 'ASVS 13.3.1–13.3.4'],
    run: async (target) =>
      withKeys(target.keys, '--keys', (set) => {
        const current = keyStates(set).filter(({ state }) => state === 'current');
        const old = current.some(({ createdAt }) => target.clock() - createdAt > KEY_AGE_MS);
        return old ? ['The current keys are older than a year: tellsafe keys rotate'] : [];
      }),
  },
  {
    id: 'keys-apart',
    how: "The desk's key file does not hold the key that wraps answers in a vault that runs apart",
    rows: PROTECTED,
    run: async ({ keys, vaultKeys }) => {
      if (vaultKeys === undefined) throw new NotChecked('Give --vault-keys where desk and vault run apart.');
      const ofDesk = withKeys(keys, '--keys', idsOf);
      const wrapping = withKeys(vaultKeys, '--vault-keys', (set) => currentOf(set.wrapKeys)?.id ?? '');
      return ofDesk.has(wrapping) ? ["The desk's key file holds the vault's wrapping key: rotate vault keys."] : [];
    },
  },
];
