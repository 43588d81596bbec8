// T6 of security.md on PostgreSQL, with whole kits: a replica takes over while the old primary still serves, kits and clients are on
// both sides; then the old side is lost and made anew from the new one, and takes over in its turn. What the product promises:
// a key works on the timeline that it was made on and on no other, so nothing is opened or submitted twice with one key, and a form
// has one submission for all who look afterwards. What the old side alone acknowledged is lost: replication was asynchronous.
import { postgresStore } from '@tellsafe/server-kit/stores/postgres';
import { afterEach, expect, test } from 'vitest';
import { memoryKeys } from '../../src/keys/memory.ts';
import type { Store } from '../../src/stores/types.ts';
import { Agent, Device, ok, sentForm } from '../clients.ts';
import { ACCOUNT, answers, createHarness, type Harness, testClock } from '../harness.ts';
import { storeWith } from '../support/broken-stores.ts';
import { type PostgresBench, type poolOf, postgresBench } from '../support/postgres.ts';
import { cutOffReplica, heirOf, type PostgresHeir } from '../support/postgres-split.ts';
import { sized } from './size.ts';

const ROUNDS = sized(1, 50);
const FORMS = 4;

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
}, 180_000);

/** The control: a store that says nothing of its timeline and forgets the fence. */
const unfenced = (store: Store): Store =>
  storeWith(store, {
    incarnation: async () => 'the same',
    commit: async ({ incarnation: _fence, ...batch }) => store.commit(batch),
  });

type Sent = Awaited<ReturnType<typeof sentForm>>;

/** The same device, speaking with another kit. */
function through(harness: Harness, device: Device): Device {
  const { claim, openKey, opened, key } = device;
  return Object.assign(new Device(harness, device.handle), { claim, openKey, opened, key });
}

/** What a submit with a key that is at hand comes to, on a side. */
async function submitThrough(harness: Harness, { device }: Sent, body: unknown): Promise<boolean> {
  return (await through(harness, device).proven('/v1/forms/submit', body)).status === 200;
}

/** Two servers, each with a kit that believes in it, forms that were sent before, and their submits. */
async function splitBrain(wrap: (store: Store) => Store) {
  const keys = memoryKeys();
  const clock = testClock();
  const bench: PostgresBench = await postgresBench();
  ends.push(() => bench.stop());
  const [records, sealed] = [await bench.schema(), await bench.schema()];

  /** A kit whose databases are on a server. */
  const kitOn = async (pool: ReturnType<typeof poolOf>): Promise<Harness> => {
    const storeOf = (schema: string) => wrap(postgresStore({ client: pool, schema, clock }));
    const harness = await createHarness('memory', {
      wrap: (stores) => ({ ...stores, records: storeOf(records), sealed: storeOf(sealed) }),
      options: { keys, clock },
    });
    ends.push(() => harness.tellsafe.close());
    return harness;
  };

  const left = await kitOn(bench.admin);
  const begun: Sent[] = [];
  const opened: Sent[] = [];
  for (let count = 0; count < FORMS; count += 1) {
    const one = await sentForm(left, 'address');
    one.device.openKey = ok(await one.device.tryBegin()).openKey;
    begun.push(one);
    const other = await sentForm(left, 'address');
    await other.device.open();
    opened.push(other);
  }
  const bodies = await Promise.all(
    opened.map(async ({ device }) => ({
      submitKey: device.opened?.submitKey,
      sealed: await device.seal(answers.address),
    })),
  );

  // The replica takes over; the old primary lives on for those who cannot see that.
  const heir: PostgresHeir = await heirOf(bench);
  ends.push(() => heir.stop());
  await heir.promote();
  const right = await kitOn(heir.pool);
  return { bench, heir, left, right, kitOn, begun, opened, bodies, sealed, clock };
}
type Split = Awaited<ReturnType<typeof splitBrain>>;

/** On how many sides each key of before works that both of them get. */
async function onBothSides({ left, right, begun, opened, bodies }: Split) {
  const openedBy = await Promise.all(
    begun.map(async ({ device }) => {
      const statuses = await Promise.all([left, right].map((side) => through(side, device).tryOpen()));
      return statuses.filter(({ status }) => status === 200).length;
    }),
  );
  const submittedBy = await Promise.all(
    opened.map(async (form, at) => {
      const sides = await Promise.all([left, right].map((side) => submitThrough(side, form, bodies[at])));
      return sides.filter(Boolean).length;
    }),
  );
  return { openedBy, submittedBy };
}

/** What is left of it when people have gone on, and the old side is made anew from the new one and takes over in its turn. */
async function afterwards({ bench, heir, left, right, kitOn, begun, opened, bodies, sealed, clock }: Split) {
  // Who comes to the new side resumes there; that key is good there alone.
  const renewed = await Promise.all(
    opened.map(async (form) => {
      const device = through(right, form.device);
      await device.take(ok(await device.tryResume()));
      const body = { submitKey: device.opened?.submitKey, sealed: await device.seal(answers.address) };
      const onLeft = await submitThrough(left, form, body);
      const onRight = await submitThrough(right, form, body);
      return [onLeft, onRight].filter(Boolean).length;
    }),
  );

  // The old side is lost, and made anew from the new one; then it takes over, a third timeline.
  await bench.server.shutDown();
  const next = await cutOffReplica(heir.server, heir.pool);
  ends.push(() => next.stop());
  await next.promote();
  const healed = await kitOn(next.pool);
  const late = await Promise.all(
    [left, right, healed].flatMap((side) =>
      opened.map((form, at) => submitThrough(side, form, bodies[at]).catch(() => false)),
    ),
  );
  const lateOpens = await Promise.all(begun.map(({ device }) => through(healed, device).tryOpen()));
  const seen = await Promise.all(
    opened.map(async ({ agent, conversationId, invitation }) => {
      const reader = new Agent(healed, agent.session, agent.key);
      const { status } = await reader.invitation(conversationId, invitation.id);
      const query = { account: ACCOUNT, group: conversationId, collection: 'answers', limit: 10 };
      const stored = await postgresStore({ client: next.pool, schema: sealed, clock }).list(query);
      return `${status} ${stored.records.length}`;
    }),
  );
  return {
    renewed,
    late: late.filter(Boolean).length,
    lateOpens: lateOpens.filter(({ status }) => status === 200).length,
    seen,
  };
}

const each = <Value>(value: Value) => Array.from({ length: FORMS }, () => value);

test(
  `SF-OTK-02 T6 ${ROUNDS}× split brain and heal: each key works on one side, each form has one submission`,
  async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const split = await splitBrain((store) => store);
      const once = { openedBy: each(1), submittedBy: each(1) };
      expect(await onBothSides(split), `round ${round}`).toEqual(once);
      const healed = { renewed: each(1), late: 0, lateOpens: 0, seen: each('submitted 1') };
      expect(await afterwards(split), `round ${round}`).toEqual(healed);
      for (const end of ends.splice(0).reverse()) await end();
    }
  },
  60_000 * ROUNDS,
);

test('T6 control: without the fence one key opens and submits on both sides', async () => {
  const twice = { openedBy: each(2), submittedBy: each(2) };
  expect(await onBothSides(await splitBrain(unfenced))).toEqual(twice);
}, 180_000);
