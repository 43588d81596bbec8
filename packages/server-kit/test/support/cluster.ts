// Kits in processes of their own on the stores of a test's kit, and the way in which the clients of the tests reach them.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Tellsafe } from '../../src/index.ts';
import { createKeyFile, fileKeys } from '../../src/keys/file.ts';
import { ACCOUNT, agents, createHarness, FORM_ORIGIN, forms, type Harness, SHOP_ORIGIN, START } from '../harness.ts';
import { bundle } from '../stores/child.ts';
import type { NodeAnswer, NodeFault, NodeQuestion, NodeSetting } from './cluster-node.ts';
import type { CrashPoint } from './gates.ts';
import { openStore, type StorePlace } from './store-places.ts';
import { startWorker, type Worker } from './worker.ts';

/** A kit in another process. */
export interface ClusterNode extends Pick<Worker, 'kill' | 'stop' | 'ended'> {
  /** For the clients of the tests: their requests go to this process. */
  readonly harness: Harness;
  /** Makes the process kill itself at a call of a port, counted from now on. */
  crashAt(point: CrashPoint): Promise<void>;
}

/** A kit of the tests whose stores other processes share. */
export interface Cluster {
  readonly harness: Harness;
  start(fault?: NodeFault): Promise<ClusterNode>;
  /** Ends the nodes as well. */
  close(): Promise<void>;
}

/** How many extensions the account allows, so that one may be repeated. */
const account = { extensions: 2 };

/**
 * Opens a kit that others may join.
 *
 * @param redis - where off-the-record answers are kept; without it each process has its own memory
 */
export async function createCluster(kind: 'sqlite' | 'postgres', redis?: string): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'tellsafe-nodes-'));
  const keyFile = join(folder, 'keys');
  createKeyFile(keyFile);
  const program = await bundle(join(import.meta.dirname, 'cluster-node.ts'), folder);
  const place: StorePlace = redis === undefined ? { kind: 'memory' } : { kind: 'redis', url: redis };
  const volatile = await openStore(place, () => START);
  const harness = await createHarness(kind, {
    account,
    keys: () => fileKeys(keyFile),
    volatile: () => volatile.store,
  });
  const nodes: ClusterNode[] = [];
  return {
    harness,
    start: async (fault) => {
      const setting: NodeSetting = {
        ...{ places: { ...harness.places, volatile: place }, keyFile, agents, now: START, ...(fault && { fault }) },
        accounts: [{ id: ACCOUNT, formOrigin: FORM_ORIGIN, allowedOrigins: [SHOP_ORIGIN], forms, ...account }],
      };
      const worker = await startWorker(program, setting);
      const { kill, stop, ended } = worker;
      const node: ClusterNode = {
        ...{ kill, stop, ended },
        harness: { ...harness, tellsafe: { ...harness.tellsafe, fetch: fetchOf(worker) } },
        crashAt: (crash) => worker.ask({ crash }),
      };
      nodes.push(node);
      return node;
    },
    close: async () => {
      await Promise.all(nodes.map((node) => node.stop()));
      await harness.close();
      await volatile.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Rejects when the process dies before it has answered. */
function fetchOf(worker: Worker): Tellsafe['fetch'] {
  return async (request) => {
    const content = new Uint8Array(await request.arrayBuffer());
    const question: NodeQuestion = {
      ...{ method: request.method, url: request.url, headers: [...request.headers] },
      body: content.length === 0 ? null : content,
    };
    const { status, headers, body } = await worker.ask<NodeAnswer>(question);
    return new Response([204, 304].includes(status) ? null : body, { status, headers });
  };
}
