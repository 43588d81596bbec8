// Records what one lifecycle of the kit commits.
import type { Store } from '@tellsafe/server-kit';
import { memoryStore } from '@tellsafe/server-kit/stores/memory';
import { Connection } from '../load/connection.ts';
import { LifecycleClient } from '../load/lifecycle.ts';
import { prepareSealed } from '../load/sealed.ts';
import { openKit } from '../servers/open-kit.ts';
import { type Commit, Template } from './template.ts';

/** The patterns of both stores. */
export interface Templates {
  readonly records: Template;
  readonly sealed: Template;
}

/** Runs one form through a kit in memory. */
export async function recordLifecycle(): Promise<Templates> {
  const commits: { records: Commit[]; sealed: Commit[] } = { records: [], sealed: [] };
  const kit = await openKit({ records: recording(commits.records), sealed: recording(commits.sealed) });
  const target = await kit.target(1);
  const [lane] = target.lanes;
  const conversationId = lane?.conversationIds[0] ?? '';
  if (!lane) throw new Error('no agent is signed in');
  const prepared = await prepareSealed(target.definition, target.definitionHash, target.accountId, conversationId);
  const connection = await Connection.open(target.port);
  await new LifecycleClient(connection, lane, prepared).run([]);
  connection.close();
  await kit.close();
  const ofConversation = ({ group }: Commit) => group === conversationId;
  return {
    records: new Template(commits.records.filter(ofConversation)),
    sealed: new Template(commits.sealed.filter(ofConversation)),
  };
}

function recording(commits: Commit[]): Store {
  const store = memoryStore();
  return new Proxy(store, {
    get: (target, name) => {
      const member = Reflect.get(target, name) as unknown;
      if (name !== 'commit') return typeof member === 'function' ? member.bind(target) : member;
      return (batch: Commit) => {
        commits.push(structuredClone(batch));
        return target.commit(batch);
      };
    },
  });
}
