// Three processes of the kit on one database, every request of every flow to another one, while keys are rotated: no request
// fails (SF-OPS-03). With one key file for all, and with a file of its own for each, rotated in two steps.
import { copyFileSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runCli } from '../../src/cli/run.ts';
import { createKeyFile } from '../../src/keys/file.ts';
import { readKeySet } from '../../src/keys/file-set.ts';
import { ACCOUNT, FORM_ORIGIN, forms, type Harness, SHOP_ORIGIN } from '../harness.ts';
import { bundle } from '../stores/child.ts';
import { type PostgresBench, postgresBench } from '../support/postgres.ts';
import type { DurablePlaces } from '../support/store-places.ts';
import { walkThrough } from '../support/whole-flow.ts';
import { startWorker, type Worker } from '../support/worker.ts';
import type { RotationNodeAnswer, RotationNodeQuestion, RotationNodeSetting } from './rotation-node.ts';
import { sized } from './size.ts';

/** How often each process looks at its key file: one is ahead, the others meet its keys before they have looked. */
const CHECKS_EVERY_MS = [100, 2_000, 10_000];
const NODES = CHECKS_EVERY_MS.length;
const WALKERS = 3;
const ROTATIONS = sized(3, 100);
/** Requests that are seen after each step of a rotation before the next one. */
const BETWEEN = 40;

let folder = '';
let program = '';
let bench: PostgresBench;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tellsafe-'));
  program = await bundle(join(import.meta.dirname, 'rotation-node.ts'), folder);
  bench = await postgresBench();
});
afterAll(async () => {
  await bench.stop();
  rmSync(folder, { recursive: true });
});

let nodes: Worker[] = [];
let place = '';
beforeEach(() => {
  place = mkdtempSync(join(folder, 'keys-'));
  nodes = [];
});
afterEach(async () => {
  await Promise.all(nodes.map((node) => node.stop()));
});

const files = Array.from({ length: NODES }, (_, at) => () => join(place, `${at}.keys`));
const fileOf = (at: number): string => files[at]?.() ?? '';

async function placesOn(kind: 'sqlite' | 'postgres'): Promise<DurablePlaces> {
  if (kind === 'sqlite') {
    const file = (name: string) => ({ kind: 'sqlite', path: join(place, `${name}.db`) }) as const;
    return { records: file('records'), sealed: file('sealed') };
  }
  const schema = async () => ({ kind: 'postgres', url: bench.server.url, schema: await bench.schema() }) as const;
  return { records: await schema(), sealed: await schema() };
}

interface Running {
  /** Waits for so many more requests. */
  readonly seen: (requests: number) => Promise<void>;
  readonly walks: () => number;
  readonly failures: readonly string[];
}

/** Starts the nodes and lets walkers go through whole flows, each request to the next node, while the work runs. */
async function underTraffic(
  kind: 'sqlite' | 'postgres',
  { shared, deaf }: { readonly shared: boolean; readonly deaf?: number },
  work: (running: Running) => Promise<void>,
): Promise<Running> {
  createKeyFile(fileOf(0));
  if (!shared) for (let at = 1; at < NODES; at += 1) handOut(at);
  const places = await placesOn(kind);
  const account = { id: ACCOUNT, formOrigin: FORM_ORIGIN, allowedOrigins: [SHOP_ORIGIN], forms, extensions: 2 };
  for (let at = 0; at < NODES; at += 1) {
    const checkEveryMs = CHECKS_EVERY_MS[at] ?? 100;
    const setting: RotationNodeSetting = {
      ...{ places, keyFile: fileOf(shared ? 0 : at), checkEveryMs },
      ...{ deaf: at === deaf, accounts: [account] },
    };
    nodes.push(await startWorker(program, setting));
  }
  let requests = 0;
  let walks = 0;
  let over = false;
  const failures: string[] = [];
  const harness = harnessOf(() => {
    requests += 1;
    return requests;
  });
  const walkers = Array.from({ length: WALKERS }, async () => {
    while (!over) {
      await walkThrough(harness, 'address').catch((error: unknown) => failures.push(String(error)));
      walks += 1;
    }
  });
  const seen = async (more: number) => {
    const until = requests + more;
    while (requests < until) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  const running = { seen, walks: () => walks, failures };
  try {
    await seen(BETWEEN);
    await work(running);
  } finally {
    over = true;
    await Promise.all(walkers);
  }
  return running;
}

/** What the clients of the tests use of a harness; each call goes to the next node. */
function harnessOf(next: () => number): Harness {
  const ask = <Answer>(question: RotationNodeQuestion): Promise<Answer> => {
    const node = nodes[next() % NODES];
    return node ? node.ask<Answer>(question) : Promise.reject(new Error('there is no node'));
  };
  const tellsafe = {
    fetch: async (request: Request) => {
      const { method, url } = request;
      const content = new Uint8Array(await request.arrayBuffer());
      const body = content.length > 0 ? content : null;
      const answer = await ask<RotationNodeAnswer>({ method, url, headers: [...request.headers], body });
      const { status, headers } = answer;
      return new Response(answer.body.length > 0 ? answer.body : null, { status, headers });
    },
    conversations: { start: (start: { accountId: string; name: string }) => ask({ start }) },
    invitations: {
      handle: (handle: { accountId: string; conversationId: string; invitationId: string }) => ask({ handle }),
    },
  };
  return { tellsafe, kitClock: Date.now } as unknown as Harness;
}

function keys(...args: string[]): void {
  const said: string[] = [];
  const output = { write: () => {}, error: (text: string) => said.push(text) };
  expect([runCli(['keys', ...args], '', output), ...said]).toEqual([0]);
}

/** Puts a copy of the first host's file onto another one, as an operator does. */
function handOut(at: number): void {
  copyFileSync(fileOf(0), `${fileOf(at)}.next`);
  renameSync(`${fileOf(at)}.next`, fileOf(at));
}

describe.each(['sqlite', 'postgres'] as const)('three processes on one %s', (kind) => {
  const timeout = sized(300_000, 900_000);

  test('SF-OPS-03 with one key file: rotations fail no request', { timeout }, async () => {
    const { failures, walks } = await underTraffic(kind, { shared: true }, async ({ seen }) => {
      for (let count = 0; count < ROTATIONS; count += 1) {
        keys('rotate', fileOf(0));
        await seen(BETWEEN);
      }
    });
    expect(failures).toEqual([]);
    expect(walks()).toBeGreaterThan(ROTATIONS);
    expect(readKeySet(fileOf(0)).set.macKeys).toHaveLength(1 + ROTATIONS);
  });

  test('SF-OPS-03 with a key file each: rotations in two steps fail no request', { timeout }, async () => {
    const { failures, walks } = await underTraffic(kind, { shared: false }, async ({ seen }) => {
      for (let count = 0; count < ROTATIONS; count += 1) {
        keys('rotate', '--stage', fileOf(0));
        for (let at = 1; at < NODES; at += 1) {
          await seen(BETWEEN / 4);
          handOut(at);
        }
        for (let at = 0; at < NODES; at += 1) {
          keys('rotate', '--activate', fileOf((at + count) % NODES));
          await seen(BETWEEN / 4);
        }
      }
    });
    expect(failures).toEqual([]);
    expect(walks()).toBeGreaterThan(ROTATIONS);
  });
});

/** What a key that is not held comes to. */
const REFUSED = /unexpected answer (401|403|404|410)|key_unknown|No key is held/;

/** Goes on until something has failed, at most for so long as a process takes to see a changed file, and some more. */
async function untilFailure({ failures, seen }: Running): Promise<void> {
  const until = Date.now() + 40_000;
  while (failures.length === 0 && Date.now() < until) await seen(10);
}

test('control: a process that never reads its key file again is caught', { timeout: 180_000 }, async () => {
  const { failures } = await underTraffic('sqlite', { shared: true, deaf: 1 }, async (running) => {
    keys('rotate', fileOf(0));
    await untilFailure(running);
  });
  expect(failures.join()).toMatch(REFUSED);
});

test('control: a file each, rotated in one step and copied afterwards, is caught', { timeout: 180_000 }, async () => {
  const { failures } = await underTraffic('sqlite', { shared: false }, async (running) => {
    keys('rotate', fileOf(0));
    await untilFailure(running);
    for (let at = 1; at < NODES; at += 1) handOut(at);
  });
  expect(failures.join()).toMatch(REFUSED);
});
