// T4 of security.md with the keys of real forms: 32 redeemers send their requests to four kits in processes of their own, which share
// their stores. An open key has one device, a submit key one body, a read key one session.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RedisServer, startRedis } from '../../../../scripts/services/redis.mjs';
import { wins } from '../checks/one-time-keys.ts';
import { Agent, type Answered, agentThrough, Device, deviceThrough, ok, sentForm } from '../clients.ts';
import { answers, type Harness } from '../harness.ts';
import { disagreements } from '../support/agreement.ts';
import { type Cluster, type ClusterNode, createCluster } from '../support/cluster.ts';
import { sized } from './size.ts';

const PROCESSES = 4;
const REDEEMERS = 32;
const FORMS = sized(5, 300);

let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedis();
}, 180_000);
afterAll(() => redis.stop(), 180_000);

describe.each(['sqlite', 'postgres'] as const)('T4 redeemers of real keys, four kits on %s', (kind) => {
  let cluster: Cluster;
  let nodes: ClusterNode[];
  beforeAll(async () => {
    cluster = await createCluster(kind, redis.url);
    nodes = await Promise.all(Array.from({ length: PROCESSES }, () => cluster.start()));
  }, 180_000);
  afterAll(() => cluster.close(), 180_000);

  /** One request of each redeemer, all at once, spread over the processes. */
  async function race(request: (harness: Harness, redeemer: number) => Promise<Answered>): Promise<Answered[]> {
    const redeemers = Array.from({ length: REDEEMERS }, (_, redeemer) => redeemer);
    return Promise.all(
      redeemers.map((redeemer) => request((nodes[redeemer % PROCESSES] as ClusterNode).harness, redeemer)),
    );
  }

  const statusesOf = (answered: readonly Answered[]) => [...new Set(answered.map(({ status }) => status))].sort();

  async function openByOne(device: Device): Promise<Device> {
    const { openKey } = ok(await device.tryBegin());
    const devices: Device[] = [];
    const answered = await race(async (harness, redeemer) => {
      const other = new Device(harness, device.handle);
      devices[redeemer] = Object.assign(other, { openKey });
      return other.tryOpen();
    });
    expect([wins(answered), statusesOf(answered)]).toEqual([1, [200, 403]]);
    const winner = devices[answered.findIndex(({ status }) => status === 200)] as Device;
    const repeated = await race((harness) => deviceThrough(harness, winner).tryOpen());
    const first = answered.find(({ status }) => status === 200);
    expect(new Set(repeated.map(({ text }) => text))).toEqual(new Set([first?.text]));
    await winner.take(ok(repeated[0] as Awaited<ReturnType<Device['tryOpen']>>));
    return winner;
  }

  async function submitOnce(device: Device): Promise<void> {
    const bodies = await Promise.all(
      Array.from({ length: REDEEMERS }, async () => {
        return { submitKey: device.opened?.submitKey, sealed: await device.seal(answers.card) };
      }),
    );
    const submit = (body: unknown) => (harness: Harness) =>
      deviceThrough(harness, device).proven('/v1/forms/submit', body);
    const answered = await race((harness, redeemer) => submit(bodies[redeemer])(harness));
    expect([wins(answered), statusesOf(answered)]).toEqual([1, [200, 403]]);
    const won = bodies[answered.findIndex(({ status }) => status === 200)];
    expect(wins(await race(submit(won)))).toBe(REDEEMERS);
  }

  async function readByOne(agent: Agent, others: readonly Agent[], submissionId: string): Promise<void> {
    const { readKey } = ok(await agent.tryReadKey(submissionId));
    const readers = [agent, ...others];
    const answered = await race((harness, redeemer) => {
      return agentThrough(harness, readers[redeemer % readers.length] as Agent).tryRead(submissionId, readKey);
    });
    for (const [redeemer, { status }] of answered.entries()) {
      expect(status).toBe(redeemer % readers.length === 0 ? 200 : 403);
    }
    const told = new Set(answered.filter(({ status }) => status === 200).map(({ text }) => text));
    expect(told.size).toBe(1);
    expect(await agent.open(JSON.parse([...told][0] ?? ''))).toEqual(answers.card);
  }

  test(`SF-OTK-02 each of ${FORMS * 3} keys has one redeemer`, { timeout: sized(300_000, 1_800_000) }, async () => {
    const { harness } = cluster;
    const others = [await Agent.signIn(harness, 'bob'), await Agent.signIn(harness, 'ada')];
    for (let count = 0; count < FORMS; count += 1) {
      const { agent, device, conversationId, invitation } = await sentForm(harness);
      const winner = await openByOne(device);
      await submitOnce(winner);
      const { submissionId = '' } = await agent.invitation(conversationId, invitation.id);
      await readByOne(agent, others, submissionId);
      expect(await disagreements(harness.stores, conversationId)).toEqual([]);
    }
  });
});
