// A kit in a process of its own, with a key file that is rotated under it; rotation-processes.test.ts starts several.
import { copyFileSync } from 'node:fs';
import { createTellsafe, type TellsafeOptions } from '@tellsafe/server-kit';
import { fileKeys } from '@tellsafe/server-kit/keys/file';
import { memoryStore } from '@tellsafe/server-kit/stores/memory';
import { type DurablePlaces, openStore } from '../support/store-places.ts';
import { serve, workerSetting } from '../support/worker-end.ts';

/** What a node is given. */
export interface RotationNodeSetting {
  readonly places: DurablePlaces;
  readonly keyFile: string;
  readonly checkEveryMs: number;
  /** Reads its key file once and never again: what the proof must notice. */
  readonly deaf: boolean;
  readonly accounts: TellsafeOptions['accounts'];
}

/** What a node can be asked. */
export type RotationNodeQuestion =
  | { readonly start: { readonly accountId: string; readonly name: string } }
  | { readonly handle: { readonly accountId: string; readonly conversationId: string; readonly invitationId: string } }
  | {
      readonly method: string;
      readonly url: string;
      readonly headers: [string, string][];
      readonly body: Uint8Array<ArrayBuffer> | null;
    };

/** The answer to a request. */
export interface RotationNodeAnswer {
  readonly status: number;
  readonly headers: [string, string][];
  readonly body: Uint8Array<ArrayBuffer>;
}

const { places, keyFile, checkEveryMs, deaf, accounts } = workerSetting<RotationNodeSetting>();

function ownKeyFile(): string {
  if (!deaf) return keyFile;
  const copy = `${keyFile}.of-${process.pid}`;
  copyFileSync(keyFile, copy);
  return copy;
}

const [records, sealed] = await Promise.all([openStore(places.records, Date.now), openStore(places.sealed, Date.now)]);
const tellsafe = createTellsafe({
  stores: { records: records.store, sealed: sealed.store, volatile: memoryStore() },
  keys: fileKeys(ownKeyFile(), { checkEveryMs }),
  accounts,
  authenticate: async (request) => {
    const agentId = request.headers.get('x-agent');
    return agentId === null ? null : { accountId: accounts[0]?.id ?? '', agentId, name: agentId };
  },
});
await tellsafe.ready;

serve<RotationNodeQuestion>(async (question) => {
  if ('start' in question) return tellsafe.conversations.start(question.start);
  if ('handle' in question) return tellsafe.invitations.handle(question.handle);
  const { method, url, headers, body } = question;
  const response = await tellsafe.fetch(new Request(url, { method, headers, body }));
  const answer: RotationNodeAnswer = {
    status: response.status,
    headers: [...response.headers],
    body: new Uint8Array(await response.arrayBuffer()),
  };
  return answer;
});
