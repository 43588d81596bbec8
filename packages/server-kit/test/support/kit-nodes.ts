// Several nodes of the kit, each a process of its own, as the tests' clients see them.
import type { Harness, TestClock } from '../harness.ts';
import { bundle } from '../stores/child.ts';
import type { KitNodeQuestion, KitNodeSetting } from './kit-node.ts';
import { startWorker, type Worker } from './worker.ts';

/** A running node. */
export interface KitNode {
  readonly worker: Worker;
  /** What it printed so far. */
  readonly output: () => string;
  /** What the tests' clients need; they speak HTTP with the process. */
  readonly harness: Harness;
  ask<Answer>(question: KitNodeQuestion): Promise<Answer>;
}

/** Bundles the program. */
export const bundleKitNode = (folder: string): Promise<string> =>
  bundle(new URL('kit-node.ts', import.meta.url).pathname, folder);

/** Starts a node. */
export async function startKitNode(
  program: string,
  setting: KitNodeSetting,
  clock: TestClock | (() => number),
  flags: readonly string[] = [],
): Promise<KitNode> {
  let output = '';
  const onOutput = (text: string) => {
    output += text;
  };
  const worker = await startWorker(program, setting, { flags, onOutput });
  const ask = <Answer>(question: KitNodeQuestion) => worker.ask<Answer>(question);
  const port = await ask<number>({ kind: 'port' });
  const tellsafe = {
    fetch: async (request: Request) => {
      const { pathname, search } = new URL(request.url);
      const body = await request.arrayBuffer();
      const { method, headers } = request;
      const content = body.byteLength > 0 ? { body } : {};
      return fetch(`http://127.0.0.1:${port}${pathname}${search}`, { method, headers, ...content }).catch((cause) => {
        throw new Error(`the node does not answer; it said: ${output}`, { cause });
      });
    },
    conversations: { start: (input: { accountId: string; name: string }) => ask({ kind: 'start', input }) },
    invitations: {
      handle: (place: { accountId: string; conversationId: string; invitationId: string }) =>
        ask<string>({ kind: 'handle', place }),
    },
  };
  // The clients of the tests use no more than this of a harness.
  const harness = { tellsafe, kitClock: clock } as unknown as Harness;
  return { worker, output: () => output, harness, ask };
}
