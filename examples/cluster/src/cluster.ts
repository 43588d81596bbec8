// The whole cluster as one function: desks and vaults as processes, a proxy before each half.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Databases } from './databases.ts';
import { type Keeper, keepProcess } from './keeper.ts';
import { prepare } from './prepare.ts';
import { type PlainProxy, startProxy } from './proxy.ts';
import { type Role, roles } from './setting.ts';

/** How large it is and where it listens. */
export interface ClusterOptions {
  readonly databases: Databases;
  /** Processes of each half. */
  readonly processes: number;
  /** Ports of the two proxies; 0 takes a free one. */
  readonly port: number;
  readonly formPort: number;
  /** Folder for the keys; without one they are gone at the end. */
  readonly dataDir?: string;
  /** Leaves out what processes print. */
  readonly quiet?: boolean;
}

/** A running cluster. */
export interface Cluster {
  readonly deskOrigin: string;
  readonly formOrigin: string;
  /** What agents sign in with, made at each start. */
  readonly agentToken: string;
  readonly processes: readonly (Keeper & { readonly role: Role })[];
  close(): Promise<void>;
}

/** Starts everything but the databases. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { databases, processes: count, dataDir, quiet = false } = options;
  const folder = dataDir ?? mkdtempSync(join(tmpdir(), 'tellsafe-cluster-'));
  const places = { keysDir: join(folder, 'keys'), vaultKeysDir: join(folder, 'vault-keys') };
  const proxies: Partial<Record<Role, PlainProxy>> = {};
  const processes: (Keeper & { readonly role: Role })[] = [];
  const close = async () => {
    await Promise.all(processes.map((one) => one.stop()));
    await Promise.all(Object.values(proxies).map((proxy) => proxy.close()));
    if (dataDir === undefined) rmSync(folder, { recursive: true, force: true });
  };
  try {
    await prepare({ ...databases, ...places });
    const desk = await startProxy(options.port);
    proxies.desk = desk;
    const vault = await startProxy(options.formPort);
    proxies.vault = vault;
    const agentToken = randomBytes(24).toString('base64url');
    const deskOrigin = `http://localhost:${desk.port}`;
    const formOrigin = `http://127.0.0.1:${vault.port}`;
    const told = {
      RECORDS_URL: databases.recordsUrl,
      REDIS_URL: databases.redisUrl,
      KEYS_DIR: places.keysDir,
      DESK_ORIGIN: deskOrigin,
      FORM_ORIGIN: formOrigin,
    };
    const own: Record<Role, NodeJS.ProcessEnv> = {
      desk: { ...told, ROLE: 'desk', AGENT_TOKEN: agentToken },
      vault: { ...told, ROLE: 'vault', SEALED_URL: databases.sealedUrl, VAULT_KEYS_DIR: places.vaultKeysDir },
    };
    const changed = () => {
      for (const role of roles) {
        const ports = processes.filter((one) => one.role === role).map(({ port }) => port);
        proxies[role]?.use(ports.filter((port) => port !== undefined));
      }
    };
    const starting = roles.flatMap((role) =>
      Array.from({ length: count }, async () => {
        processes.push(Object.assign(await keepProcess({ env: own[role], quiet, changed }), { role }));
      }),
    );
    const failed = (await Promise.allSettled(starting)).find((one) => one.status === 'rejected');
    if (failed) throw failed.reason;
    changed();
    return { deskOrigin, formOrigin, agentToken, processes, close };
  } catch (error) {
    await close();
    throw error;
  }
}
