// What a process of the cluster is told, by its environment: who it is, where its databases are, where its keys lie. The desk is told
// nothing of the vault's database and keys.
import { join } from 'node:path';

/** The half of the kit that a process serves. */
export type Role = 'desk' | 'vault';

/** Both halves, in the order in which they are started. */
export const roles: readonly Role[] = ['vault', 'desk'];

/** Settings of both halves. */
interface Shared {
  /** PostgreSQL database of the records. */
  readonly recordsUrl: string;
  /** Redis or Valkey: signals, and at the vault off-the-record answers. */
  readonly redisUrl: string;
  /** Key file of the records. */
  readonly keys: string;
  /** Where agents and the brand's pages reach the desk. */
  readonly deskOrigin: string;
  /** Where consumers fill in forms: the vault. */
  readonly formOrigin: string;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
}

/** Settings of a desk. */
export interface DeskSetting extends Shared {
  readonly role: 'desk';
  /** What agents sign in with. */
  readonly agentToken: string;
}

/** Settings of a vault. */
export interface VaultSetting extends Shared {
  readonly role: 'vault';
  /** PostgreSQL database of the sealed answers. */
  readonly sealedUrl: string;
  /** Key file of the sealed answers. */
  readonly vaultKeys: string;
}

/** Settings of one process. */
export type Setting = DeskSetting | VaultSetting;

/** Key files in the folders that the environment names. */
export const keyFileIn = (folder: string): string => join(folder, 'tellsafe.keys');

/** Reads the settings. @throws Error that names what is missing or wrong, never its value when that may hold a password */
export function settingFrom(env: NodeJS.ProcessEnv): Setting {
  const need = (name: string): string => {
    const value = env[name];
    if (!value) throw new Error(`${name} is not set.`);
    return value;
  };
  const role = need('ROLE');
  if (role !== 'desk' && role !== 'vault') throw new Error(`ROLE is "${role}", but must be desk or vault.`);
  const port = Number(env.PORT ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`PORT is "${env.PORT}", but must be a port from 0 to 65535.`);
  }
  const shared = {
    recordsUrl: need('RECORDS_URL'),
    redisUrl: need('REDIS_URL'),
    keys: keyFileIn(need('KEYS_DIR')),
    deskOrigin: need('DESK_ORIGIN'),
    formOrigin: need('FORM_ORIGIN'),
    host: env.HOST ?? '127.0.0.1',
    port,
  };
  if (role === 'desk') return { role, ...shared, agentToken: need('AGENT_TOKEN') };
  return { role, ...shared, sealedUrl: need('SEALED_URL'), vaultKeys: keyFileIn(need('VAULT_KEYS_DIR')) };
}
