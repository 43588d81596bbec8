// Parts 13 to 15: what may be sent, to whom and until when, decided before the network; and how a link goes out.
import type { OutboundMessage, SendState } from '../../../channels/types.ts';
import { check, present, same } from '../../contract-case.ts';
import { type ChannelBench, type ChannelCase, createBench, LINK } from '../bench.ts';

const SECOND = 1_000;
const HOUR = 3_600_000;
const human = { kind: 'human', agentId: 'maya' } as const;
const automation = { kind: 'automation', name: 'forms' } as const;

function refusalOf(bench: ChannelBench, message: OutboundMessage, change: Partial<SendState>): string | undefined {
  const plan = bench.channel.plan(message, bench.state(change), bench.account);
  return 'refused' in plan ? plan.refused : undefined;
}

/** The consumer's last message was so long ago. */
const ago = (bench: ChannelBench, ms: number) => ({ lastInboundAt: bench.clock.now - ms });

export const ruleCases: readonly ChannelCase[] = [
  {
    part: 13,
    name: 'CN-GEN-04 window: open to its last second, closed at its end, and refused before any request',
    needs: ({ channel }) => channel.capabilities.window !== null,
    async run(bench) {
      const hours = present(bench.channel.capabilities.window, 'the window').freeformHours;
      for (const author of [human, automation]) {
        const message = bench.message({ author, purpose: author === human ? 'agent_reply' : 'form_submitted' });
        same(refusalOf(bench, message, ago(bench, hours * HOUR - SECOND)), undefined, 'a second before the end');
        same(refusalOf(bench, message, ago(bench, hours * HOUR)), 'window_closed', 'at the end');
        same(refusalOf(bench, message, ago(bench, hours * HOUR + SECOND)), 'window_closed', 'a second after the end');
        same(
          refusalOf(bench, message, { lastInboundAt: undefined } as unknown as Partial<SendState>),
          'window_closed',
          'before any message of the consumer',
        );
      }
      same(bench.asked.length, 0, 'requests');
    },
  },
  {
    part: 13,
    name: 'CN-GEN-04 window: a person may answer for days where the provider lets them, automation never in their name',
    needs: ({ humanSettings }) => humanSettings !== undefined,
    async run({ subject }) {
      const bench = createBench(subject, subject.humanSettings);
      const days = present(bench.channel.capabilities.window?.humanAgentDays, 'the days for a person');
      const late = (ms: number, author: OutboundMessage['author'], purpose: OutboundMessage['purpose']) =>
        refusalOf(bench, bench.message({ author, purpose }), ago(bench, ms));
      same(late(days * 24 * HOUR - SECOND, human, 'agent_reply'), undefined, 'a second before the end');
      same(late(days * 24 * HOUR, human, 'agent_reply'), 'window_closed', 'at the end');
      same(late(25 * HOUR, automation, 'form_submitted'), 'window_closed', 'automation after a day');
      await bench.greet();
      bench.clock.now += 25 * HOUR;
      const plan = bench.planned(bench.message(), bench.state(ago(bench, 25 * HOUR)));
      same((await bench.send(plan)).state, 'accepted', 'what a person wrote, a day later');
    },
  },
  {
    part: 13,
    name: 'CN-GEN-04 window: what is too long or too late is refused before any request',
    async run(bench) {
      const text = 'x'.repeat(bench.channel.capabilities.maxText + 1);
      same(refusalOf(bench, bench.message({ body: { text } }), {}), 'too_long', 'too long');
      const longest = bench.message({ body: { text: text.slice(1) } });
      same(refusalOf(bench, longest, {}), undefined, 'as long as may be');
      for (const late of [0, 1, HOUR]) {
        const expiresAt = bench.clock.now - late;
        same(refusalOf(bench, bench.invitation({ expiresAt }), {}), 'expired', `${late} ms after its end`);
      }
      same(bench.asked.length, 0, 'requests');
    },
  },
  {
    part: 14,
    name: 'CN-GEN-04 consent: who opted out or closed is sent nothing, whatever and by whomever; who came back is',
    async run(bench) {
      for (const message of [bench.message(), bench.invitation(), bench.message({ purpose: 'form_submitted' })]) {
        same(refusalOf(bench, message, { consent: 'out' }), 'opted_out', 'opted out');
        same(refusalOf(bench, message, { closed: true }), 'closed', 'closed');
        for (const consent of ['in', 'unknown'] as const) {
          same(refusalOf(bench, message, { consent }), undefined, `consent ${consent}`);
        }
      }
      same(bench.asked.length, 0, 'requests');
    },
  },
  {
    part: 14,
    name: 'CN-GEN-04 consent: stopping, starting and closing at the provider are told as such, and answered by nothing',
    async run(bench) {
      const from = bench.subject.consumer;
      for (const [act, type, state] of [
        ['opt-out', 'consent', 'opted_out'],
        ['opt-in', 'consent', 'opted_in'],
        ['close', 'closed', undefined],
      ] as const) {
        const webhook = await bench.simulator.tell({ act, from });
        if (!webhook) continue;
        const events = await bench.channel.parse(bench.raw(webhook), bench.account);
        const event = present(
          events.find((each) => each.type === type),
          `an event of ${act}`,
        );
        same(event.type === 'consent' ? event.state : undefined, state, act);
      }
      for (const outcome of ['stored', 'duplicate'] as const) {
        const { status, body } = bench.channel.ack(outcome);
        check(status >= 200 && status < 300, `${outcome} is not acknowledged`);
        check(!/<Message|<Body|<html/i.test(body) && body.length < 64, 'the acknowledgement says something');
      }
      check(bench.channel.ack('rejected').status >= 400, 'what was refused is acknowledged');
    },
  },
  {
    part: 15,
    name: 'SF-CN-02 link: an invitation goes out in its exact words, in every script, its link whole and last',
    async run(bench) {
      await bench.greet();
      for (const title of ['Payment card', 'Údaje o platební kartě', '支付卡', 'بطاقة الدفع', 'Καρτα & "1"']) {
        const text = `${title}: ${LINK}`;
        const link = { url: LINK, label: 'Open form', title };
        await bench.send(bench.planned(bench.invitation({ body: { text, link } })));
        const shown = bench.last();
        const isText = shown.text === text;
        check(isText || (shown.text === title && shown.link?.url === LINK), `the phone shows ${title} otherwise`);
        check(!shown.link || shown.link.url === LINK, 'the link is another one');
      }
      same(bench.simulator.complaints, [], 'complaints');
    },
  },
  {
    part: 15,
    name: 'SF-CN-03 link: previews are off, or show our own card, where the provider lets us; nothing of ours fetches it',
    async run(bench) {
      for (const settings of [bench.subject.settings, ...[bench.subject.buttonSettings ?? []].flat()]) {
        const each = createBench(bench.subject, settings);
        await each.greet();
        const plan = each.planned(each.invitation());
        await each.send(plan);
        const isControlled = each.channel.capabilities.previewControl === 'off' || plan.form === 'rich_link';
        if (isControlled || (plan.form === 'button' && each.channel.name !== 'rcs')) {
          same(each.simulator.visits().length, 0, 'programs that fetched the link for a preview');
        }
        const asked = each.asked.map(({ url }) => new URL(url).origin);
        check(!asked.includes(new URL(LINK).origin), 'the link was fetched');
        // A secret in the fragment is never part of a request.
        for (const visit of each.simulator.visits()) check(!visit.url.includes('#'), 'a preview holds the secret');
      }
    },
  },
  {
    part: 15,
    name: 'SF-CN-03 link: no message outlives its link where the provider drops what is late',
    async run(bench) {
      await bench.greet();
      for (const life of [20_000, 900_000, 40 * 24 * HOUR]) {
        const expiresAt = bench.clock.now + life;
        await bench.send(bench.planned(bench.invitation({ expiresAt })));
        const { validUntil } = bench.last();
        if (bench.simulator.canExpire) check((validUntil ?? Infinity) <= expiresAt, `a link of ${life} ms`);
      }
    },
  },
];
