// The simulators themselves: the same again with the same seed, receipts and doubles and losses by chance, previews, and a provider's own view of
// windows, opt-outs and ids.
import { type SimulatorInit, seededRandom, type Webhook } from '@tellsafe/server-kit/testing';
import { describe, expect, test } from 'vitest';
import { channelNames } from '../../../src/channels/types.ts';
import { createBench } from '../../../src/testing/channels/bench.ts';
import { subjects } from './subjects.ts';

const textOf = ({ url, headers, body }: Webhook) => `${url} ${JSON.stringify(headers)} ${Buffer.from(body)}`;

/** A day at a provider: twenty messages of a consumer and three of ours, with things going wrong by chance. */
async function day(name: (typeof channelNames)[number], seed: number, chaos: SimulatorInit<unknown>['chaos'] = {}) {
  const subject = subjects[name];
  const bench = createBench({
    ...subject,
    simulate: (init) => subject.simulate({ ...init, random: seededRandom(seed), chaos }),
  });
  const { simulator } = bench;
  for (let at = 0; at < 20; at += 1) simulator.perform({ act: 'text', from: subject.consumer, text: `message ${at}` });
  const inbound = await simulator.deliveries();
  const results: string[] = [];
  for (let at = 0; at < 3; at += 1) results.push((await bench.send(bench.planned(bench.message()))).state);
  const receipts = await simulator.deliveries();
  return { bench, inbound, receipts, results, all: [...inbound, ...receipts].map(textOf) };
}

describe.each(channelNames)('CN-GEN-03 %s', (name) => {
  const chaos = { duplicate: 0.3, reorder: 0.3, loseReceipt: 0.5, sendFault: 0.5 };

  test('is the same again with the same seed, and another with another', async () => {
    const [one, again, other] = [await day(name, 1, chaos), await day(name, 1, chaos), await day(name, 2, chaos)];
    // Google's tokens are asked for by a signature that holds randomness of its own; what comes of it does not.
    expect(again.all).toEqual(one.all);
    expect(again.results).toEqual(one.results);
    expect(other.all).not.toEqual(one.all);
  });

  test('without chaos everything comes once, in order, genuine', async () => {
    const { bench, inbound, receipts } = await day(name, 3);
    const told = [];
    for (const webhook of [...inbound, ...receipts]) {
      expect(await bench.channel.verify(bench.raw(webhook), bench.account)).toMatchObject({ ok: true });
      told.push(...(await bench.channel.parse(bench.raw(webhook), bench.account)));
    }
    const texts = told.flatMap((event) => (event.type === 'message' ? event.content : []));
    expect(texts).toEqual(Array.from({ length: 20 }, (_, at) => ({ kind: 'text', text: `message ${at}` })));
    const { delivered, read } = bench.channel.capabilities.receipts;
    const statuses = told.flatMap((event) => (event.type === 'status' ? event.status : []));
    expect(statuses.filter((status) => status === 'delivered')).toHaveLength(delivered ? 3 : 0);
    expect(statuses.filter((status) => status === 'read')).toHaveLength(read ? 3 : 0);
  });

  test('with chaos it doubles, overtakes and loses', async () => {
    const doubled = await day(name, 4, { duplicate: 1 });
    expect(doubled.inbound).toHaveLength(40);
    expect(textOf(doubled.inbound[0] as Webhook)).toBe(textOf(doubled.inbound[1] as Webhook));
    const [overtaken, ordered] = [await day(name, 4, { reorder: 0.9 }), await day(name, 4)];
    expect(overtaken.inbound).toHaveLength(ordered.inbound.length);
    const textsOf = async ({ bench, inbound }: typeof ordered) => {
      const told = await Promise.all(inbound.map((each) => bench.channel.parse(bench.raw(each), bench.account)));
      return told.flat().flatMap((event) => (event.type === 'message' ? event.content : []));
    };
    expect(await textsOf(overtaken)).not.toEqual(await textsOf(ordered));
    const lost = await day(name, 4, { loseReceipt: 1 });
    const told = await Promise.all(
      lost.receipts.map((each) => lost.bench.channel.parse(lost.bench.raw(each), lost.bench.account)),
    );
    expect(told.flat().filter(({ type }) => type === 'status')).toEqual([]);
    expect((await day(name, 5, { sendFault: 1 })).results).not.toContain('accepted');
  });

  test('what the host did not take comes again, byte for byte, until it is taken or the provider gives up', async () => {
    const subject = subjects[name];
    const { simulator } = createBench(subject);
    const next = async () => (await simulator.deliveries()).map(textOf);
    simulator.perform({ act: 'text', from: subject.consumer, text: 'Hello' });
    const [webhook] = (await simulator.deliveries()) as [Webhook];
    simulator.answered(webhook, 503);
    expect(await next()).toEqual([textOf(webhook)]);
    simulator.answered(webhook, 0);
    // Twilio tries once more by itself, and then the text is lost.
    expect(await next()).toEqual(name === 'sms-twilio' ? [] : [textOf(webhook)]);
    simulator.answered(webhook, 200);
    expect(await next()).toEqual([]);
  });

  test('refuses who has no credential or a wrong one', async () => {
    const { bench } = await day(name, 6);
    const before = bench.simulator.taken.length;
    const plan = bench.planned(bench.message());
    for (const authorization of [{}, { authorization: 'Bearer wrong' }, { authorization: 'Basic d3Jvbmc=' }]) {
      const headers = { ...plan.headers, ...(authorization as Record<string, string>) };
      const answer = await bench.simulator.fetch(new Request(plan.url, { method: 'POST', headers, body: plan.body }));
      expect(answer.status).toBe(401);
    }
    expect(bench.simulator.taken).toHaveLength(before);
  });
});

describe('CN-GEN-04 providers have rules of their own', () => {
  test('Twilio sends nothing to who stopped, until they start', async () => {
    const bench = createBench(subjects['sms-twilio']);
    const from = bench.subject.consumer;
    await bench.told({ act: 'opt-out', from });
    expect(await bench.send(bench.planned(bench.message()))).toMatchObject({ error: { class: 'recipient_opted_out' } });
    await bench.told({ act: 'opt-in', from });
    expect(await bench.send(bench.planned(bench.message()))).toMatchObject({ state: 'accepted' });
  });

  test('Messenger closes its window at once, WhatsApp tells it later', async () => {
    for (const name of ['messenger', 'whatsapp'] as const) {
      const bench = createBench(subjects[name]);
      await bench.greet();
      const plan = bench.planned(bench.message());
      bench.clock.now += 25 * 3_600_000;
      const result = await bench.send(plan);
      if (name === 'messenger') expect(result).toMatchObject({ state: 'rejected', error: { class: 'window_closed' } });
      if (name === 'messenger') continue;
      expect(result).toMatchObject({ state: 'accepted' });
      const [failed, ...rest] = await bench.simulator.deliveries();
      expect(rest).toEqual([]);
      const told = await bench.channel.parse(bench.raw(failed as Webhook), bench.account);
      expect(told).toMatchObject([{ type: 'status', status: 'failed', error: { class: 'window_closed' } }]);
    }
  });

  test('Apple takes nothing for who closed, and one id once', async () => {
    const bench = createBench(subjects.apple);
    await bench.greet();
    const plan = bench.planned(bench.message());
    await bench.send(plan);
    await bench.send(plan);
    expect(bench.simulator.taken).toHaveLength(1);
    await bench.told({ act: 'close', from: bench.subject.consumer });
    expect(await bench.send(bench.planned(bench.message()))).toMatchObject({ state: 'rejected' });
  });

  test('a preview of an address in a text is fetched, without the fragment, once', async () => {
    const bench = createBench(subjects['sms-twilio']);
    await bench.send(bench.planned(bench.invitation()));
    const [visit, ...rest] = bench.simulator.visits();
    expect(rest).toEqual([]);
    expect(visit?.url).toBe('https://forms.acme.example/f/acme');
    expect(visit?.headers.get('user-agent')).toContain('GoogleMessages');
    expect(bench.simulator.visits()).toEqual([]);
  });
});
