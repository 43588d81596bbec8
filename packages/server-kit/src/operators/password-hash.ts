// Hashes of passwords: argon2id by the runtime where it has one (Node 24.7, off the main thread), else by @noble/hashes, which runs
// everywhere and takes ten times as long. Both write and read the same text, so that a server may change its runtime.
import { argon2idAsync } from '@noble/hashes/argon2.js';
import { TellsafeError } from '@tellsafe/core';
import { equalBytes, type RandomBytes } from '@tellsafe/core/crypto';
import { utf8 } from '@tellsafe/core/encoding';

/** Hashes passwords. */
export interface PasswordHash {
  /** @param password prepared text */
  hash(password: string): Promise<string>;
  /** Whether a hash is of this password. A hash that cannot be read is of none. */
  verify(hash: string, password: string): Promise<boolean>;
  /** Whether a hash was made with other parameters than new ones are. */
  isOutdated(hash: string): boolean;
}

/** Costs of a hash. */
export interface Argon2Costs {
  /** KiB, at least 8. */
  readonly memoryKib: number;
  readonly passes: number;
}

/**
 * 19 MiB and two passes.
 *
 * @see https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#argon2id
 */
export const defaultCosts: Argon2Costs = { memoryKib: 19_456, passes: 2 };

const SALT_BYTES = 16;
const TAG_BYTES = 32;
/** Hashes at a time: each takes memory, and one of the four threads that files need as well. */
const AT_A_TIME = 2;
/** Hashes that may wait; whoever comes then is told that the server is busy. */
const WAITING = 64;

/** argon2id, version 19, one lane. */
export type Argon2id = (password: Uint8Array, salt: Uint8Array, costs: Argon2Costs) => Promise<Uint8Array>;

interface Runtime {
  readonly process?: {
    /** @see https://nodejs.org/api/process.html#processgetbuiltinmoduleid */
    readonly getBuiltinModule?: (id: string) => { readonly argon2?: RuntimeArgon2 } | undefined;
  };
}

/** @see https://nodejs.org/api/crypto.html#cryptoargon2algorithm-parameters-callback */
type RuntimeArgon2 = (
  algorithm: 'argon2id',
  parameters: {
    readonly message: Uint8Array;
    readonly nonce: Uint8Array;
    readonly parallelism: number;
    readonly tagLength: number;
    readonly memory: number;
    readonly passes: number;
  },
  done: (error: Error | null, tag: Uint8Array) => void,
) => void;

/** argon2id in JavaScript; lets others run every few milliseconds. */
export const nobleArgon2id: Argon2id = (password, salt, { memoryKib, passes }) =>
  argon2idAsync(password, salt, { t: passes, m: memoryKib, p: 1, dkLen: TAG_BYTES });

/** argon2id of this runtime, if it has one. */
export function findArgon2id(): Argon2id | undefined {
  const argon2 = (globalThis as Runtime).process?.getBuiltinModule?.('node:crypto')?.argon2;
  if (!argon2) return undefined;
  return (message, nonce, { memoryKib: memory, passes }) =>
    new Promise((resolve, reject) => {
      const parameters = { message, nonce, parallelism: 1, tagLength: TAG_BYTES, memory, passes };
      argon2('argon2id', parameters, (error, tag) => (error ? reject(error) : resolve(tag)));
    });
}

const hashPattern = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=1\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/;

/**
 * Makes a hash of passwords as texts of the PHC string format.
 *
 * @param random source of salts
 * @throws RangeError for costs below the least that argon2 knows
 * @see https://github.com/P-H-C/phc-string-format/blob/master/phc-sf-spec.md
 */
export function argon2Passwords(
  random: RandomBytes,
  costs: Argon2Costs = defaultCosts,
  argon2id: Argon2id = findArgon2id() ?? nobleArgon2id,
): PasswordHash {
  const { memoryKib, passes } = costs;
  if (!(Number.isInteger(memoryKib) && memoryKib >= 8)) throw new RangeError('memoryKib must be at least 8');
  if (!(Number.isInteger(passes) && passes >= 1)) throw new RangeError('passes must be at least 1');
  const head = `$argon2id$v=19$m=${memoryKib},t=${passes},p=1$`;
  const oneOfFew = createGate(AT_A_TIME, WAITING);
  return {
    hash: async (password) => {
      const salt = random(SALT_BYTES);
      const tag = await oneOfFew(() => argon2id(utf8(password), salt, costs));
      return `${head}${toText(salt)}$${toText(tag)}`;
    },
    verify: async (hash, password) => {
      const [, m, t, salt, tag] = hashPattern.exec(hash) ?? [];
      if (salt === undefined || tag === undefined) return false;
      const made = { memoryKib: Number(m), passes: Number(t) };
      const computed = await oneOfFew(() => argon2id(utf8(password), toBytes(salt), made));
      return equalBytes(computed, toBytes(tag));
    },
    isOutdated: (hash) => !hash.startsWith(head),
  };
}

function createGate(atATime: number, waiting: number) {
  const queue: (() => void)[] = [];
  let running = 0;
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (running >= atATime) {
      if (queue.length >= waiting) throw new TellsafeError('overloaded');
      await new Promise<void>((resolve) => queue.push(resolve));
    } else running += 1;
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next) next();
      else running -= 1;
    }
  };
}

function toText(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replace(/=+$/, '');
}

function toBytes(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
