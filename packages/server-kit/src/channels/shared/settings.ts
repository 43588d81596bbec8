// Reading the settings of an entry point: what is missing, empty or misspelt is refused at start. No value stands in a message: ids and secrets
// lie side by side, and are easily exchanged.
import { invalidSetting } from '../../invalid-setting.ts';
import type { Secrets } from './secrets.ts';

/** Reads one object of settings. */
export interface SettingsReader {
  /** A text that matches a pattern. @param hint what it must be, for people */
  text(key: string, pattern: RegExp, hint: string): string;
  optionalText(key: string, pattern: RegExp, hint: string): string | undefined;
  /** One secret, or two during a rotation, the current one first; each of 8 characters or more. */
  secrets(key: string, hint: string): Secrets;
  /** A secret that is not rotated here, of 8 characters or more. */
  secret(key: string, hint: string): string;
  /** A private key in PEM, PKCS #8. */
  pem(key: string): string;
  /** An https address without query and fragment; http on this machine. */
  url(key: string, fallback?: string): string;
  flag(key: string): boolean;
  /** One of some words; the first when left out. */
  choice<Word extends string>(key: string, words: readonly [Word, ...Word[]]): Word;
  /** A member to be read by a reader of its own. */
  object(key: string): unknown;
  /** Refuses members that were not read. */
  done(): void;
}

/** @param path where the settings stand */
export function settingsReader(path: string, input: unknown): SettingsReader {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw invalidSetting(path, 'must be an object');
  }
  const given = input as Readonly<Record<string, unknown>>;
  const known = new Set<string>();
  const take = (key: string): unknown => {
    known.add(key);
    return Object.hasOwn(given, key) ? given[key] : undefined;
  };
  const optionalText: SettingsReader['optionalText'] = (key, pattern, hint) => {
    const value = take(key);
    if (value === undefined) return undefined;
    if (typeof value !== 'string' || !pattern.test(value)) throw invalidSetting(`${path}.${key}`, hint);
    return value;
  };
  const secretText = (key: string, value: unknown, hint: string): string => {
    if (typeof value !== 'string' || value.trim() !== value || value.length < 8)
      throw invalidSetting(`${path}.${key}`, hint);
    return value;
  };
  return {
    optionalText,
    text(key, pattern, hint) {
      const value = optionalText(key, pattern, hint);
      if (value === undefined) throw invalidSetting(`${path}.${key}`, `is required: ${hint}`);
      return value;
    },
    secret: (key, hint) => secretText(key, take(key), hint),
    secrets(key, hint) {
      const value = take(key);
      const list = Array.isArray(value) ? value : [value];
      if (list.length === 0 || list.length > 2) {
        throw invalidSetting(`${path}.${key}`, `${hint}; one, or two during a rotation, the current one first`);
      }
      const [current, previous] = list.map((each) => secretText(key, each, hint)) as [string, string?];
      return previous === undefined ? [current] : [current, previous];
    },
    pem(key) {
      const value = take(key);
      if (typeof value === 'string' && /^-----BEGIN PRIVATE KEY-----\n[\s\S]+-----END PRIVATE KEY-----\s*$/.test(value))
        return value;
      throw invalidSetting(`${path}.${key}`, 'must be a private key in PEM (PKCS #8)');
    },
    url(key, fallback) {
      const value = take(key) ?? fallback;
      const hint = 'must be an https address without query and fragment';
      if (typeof value !== 'string' || !URL.canParse(value)) throw invalidSetting(`${path}.${key}`, hint);
      const { protocol, hostname, search, hash, username, password } = new URL(value);
      const isLocal = protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
      if (search + hash + username + password !== '') throw invalidSetting(`${path}.${key}`, hint);
      if (protocol !== 'https:' && !isLocal) throw invalidSetting(`${path}.${key}`, hint);
      return value.replace(/\/+$/, '');
    },
    object: take,
    choice(key, words) {
      const value = take(key) ?? words[0];
      const found = words.find((word) => word === value);
      if (found === undefined) throw invalidSetting(`${path}.${key}`, `must be one of ${words.join(', ')}`);
      return found;
    },
    flag(key) {
      const value = take(key);
      if (value !== undefined && typeof value !== 'boolean')
        throw invalidSetting(`${path}.${key}`, 'must be true or false');
      return value === true;
    },
    done() {
      for (const key of Object.keys(given))
        if (!known.has(key)) throw invalidSetting(`${path}.${key}`, 'is not a setting');
    },
  };
}
