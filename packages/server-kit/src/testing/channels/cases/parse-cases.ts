// Parts 5 and 8: what a request tells, whatever is in it; and what is told back of our own messages.
import type { InboundEvent } from '../../../channels/types.ts';
import { check, same } from '../../contract-case.ts';
import type { ChannelBench, ChannelCase } from '../bench.ts';
import type { Act } from '../simulators/types.ts';

const picture = new TextEncoder().encode('not really a picture');
const types = (events: readonly InboundEvent[]) => events.map(({ type }) => type);
const messages = (events: readonly InboundEvent[]) => events.filter(({ type }) => type === 'message');

function isKnown(bench: ChannelBench, { consumer }: InboundEvent): boolean {
  const { primary, aliases } = consumer;
  return [primary, ...aliases.map(({ value }) => value)].includes(bench.subject.consumer);
}

export const parseCases: readonly ChannelCase[] = [
  {
    part: 5,
    name: 'CN-GEN-01 parse: a text has who, what and a key that is the same when it comes again and another for another',
    async run(bench) {
      const act: Act = { act: 'text', from: bench.subject.consumer, text: 'Hello' };
      const request = bench.raw(await bench.told(act));
      const [event, ...rest] = await bench.channel.parse(request, bench.account);
      check(event?.type === 'message' && rest.length === 0, 'one message');
      same(event.content, [{ kind: 'text', text: 'Hello' }], 'the content');
      check(isKnown(bench, event), 'the person');
      check(event.dedupeKey.length > 0 && event.dedupeKey.length <= 200, 'the key is 1 to 200 characters');
      const [again] = await bench.channel.parse(request, bench.account);
      same(again, event, 'the same request');
      const [other] = await bench.events(act);
      check(other?.dedupeKey !== event.dedupeKey, 'two messages share a key');
    },
  },
  {
    part: 5,
    name: 'CN-GEN-01 parse: a file without text is a message, and the file can be fetched',
    needs: ({ channel }) => channel.capabilities.media,
    async run(bench) {
      const act: Act = { act: 'file', from: bench.subject.consumer, mediaType: 'image/png', bytes: picture };
      const [event] = messages(await bench.events(act));
      const content = event?.type === 'message' ? event.content : [];
      same(
        content.map(({ kind }) => kind),
        ['media'],
        'the content',
      );
    },
  },
  {
    part: 5,
    name: 'CN-GEN-03 parse: what is new is no failure; one item that nobody understands leaves its neighbours alone',
    async run(bench) {
      const from = bench.subject.consumer;
      const novelty = await bench.events({ act: 'novelty', from });
      for (const event of novelty) {
        const isUnsupported = event.type === 'message' && event.content[0]?.kind === 'unsupported';
        check(event.type === 'unknown' || isUnsupported, 'something new is unknown');
      }
      const text = (said: string): Act => ({ act: 'text', from, text: said });
      const batch = await bench.simulator.batch([text('one'), { act: 'novelty', from }, text('two')]);
      if (!batch) return;
      check((await bench.channel.verify(bench.raw(batch), bench.account)).ok, 'a batch was refused');
      const told = messages(await bench.channel.parse(bench.raw(batch), bench.account));
      const said = told.flatMap((event) => (event.type === 'message' ? event.content : []));
      const texts = said.flatMap((each) => (each.kind === 'text' ? each.text : []));
      same(texts, ['one', 'two'], 'the texts around it');
      same(new Set(told.map(({ dedupeKey }) => dedupeKey)).size, told.length, 'keys of a batch');
    },
  },
  {
    part: 5,
    name: 'CN-GEN-01 parse: receipts name the message and how it stands',
    needs: ({ channel }) => channel.capabilities.receipts.delivered,
    async run(bench) {
      await bench.greet();
      await bench.send(bench.planned(bench.message()));
      const of = bench.last();
      const { delivered, read } = bench.channel.capabilities.receipts;
      const statuses = [...(delivered ? ['delivered' as const] : []), ...(read ? ['read' as const] : [])];
      for (const status of statuses) {
        const [event] = await bench.events({ act: 'receipt', of, status });
        check(event?.type === 'status' && event.status === status, status);
        const { target } = event;
        const named = 'upTo' in target ? target.upTo >= of.at : Object.values(target).includes(of.id);
        check(named, `${status} names another message`);
      }
    },
  },
  {
    part: 5,
    name: 'CN-GEN-01 parse: every recorded request tells what it should; none makes it fail in another way than by request_invalid',
    async run({ subject: { channel, requests = [], settings } }) {
      for (const { name, request, types: wanted, account: own } of requests) {
        const told = await channel.parse(request, own ?? channel.checkAccount('channel', settings));
        if (wanted) same(types(told), wanted, name);
        const keys = told.map(({ type, dedupeKey }) => `${type} ${dedupeKey}`);
        same(new Set(keys).size, keys.length, `${name}: keys`);
      }
      const account = channel.checkAccount('channel', settings);
      for (const text of ['', '{', 'null', '[]', '{"entry":[null,{"changes":[5]}],"object":"page"}', '%=&', '\u0000']) {
        const body = new TextEncoder().encode(text);
        const request = { method: 'POST', publicUrl: 'https://a.example/', headers: new Map(), body, receivedAt: 0 };
        const failure = await channel.parse(request, account).then(
          () => undefined,
          (error: unknown) => error,
        );
        const code = failure instanceof Error && 'code' in failure ? failure.code : failure;
        check(code === undefined || code === 'request_invalid', `${JSON.stringify(text)}: ${String(code)}`);
      }
    },
  },
  {
    part: 8,
    name: 'CN-GEN-01 self messages: an echo of ours is no message of the consumer, one of another app is known as such',
    async run(bench) {
      await bench.greet();
      const plan = bench.planned(bench.message());
      await bench.send(plan);
      const own = await bench.simulator.tell({ act: 'echo', of: bench.last() });
      if (own) {
        const [event, ...rest] = await bench.channel.parse(bench.raw(own), bench.account);
        check(event?.type === 'echo' && event.byThisApp && rest.length === 0, 'our own echo');
        same(event.outboxId, plan.outboxId, 'our mark on it');
        check(isKnown(bench, event), 'the person whom it went to');
      }
      const to = bench.subject.consumer;
      const foreign = await bench.simulator.tell({ act: 'foreign-echo', to, text: 'I answered by phone' });
      if (!foreign) return;
      const [event] = await bench.channel.parse(bench.raw(foreign), bench.account);
      check(event?.type === 'echo' && !event.byThisApp, 'an echo of another app');
      same(event.content, [{ kind: 'text', text: 'I answered by phone' }], 'its text');
      check(isKnown(bench, event), 'the person whom it went to');
    },
  },
];
