// Parts 9 to 12 as far as one send goes: what is sent, what an error means, what a lost answer comes to, when to come again.
import type { ErrorClass, SendResult } from '../../../channels/types.ts';
import { check, present, same } from '../../contract-case.ts';
import { type ChannelBench, type ChannelCase, createBench } from '../bench.ts';
import type { RefusalKind, SendFault } from '../simulators/types.ts';

const meanings: Readonly<Record<RefusalKind, readonly ErrorClass[]>> = {
  'rate-limited': ['rate_limited'],
  'pair-rate-limited': ['rate_limited'],
  'window-closed': ['window_closed'],
  'opted-out': ['recipient_opted_out'],
  'invalid-recipient': ['invalid_recipient', 'recipient_unreachable'],
  unauthorised: ['auth_failed'],
  forbidden: ['permission_denied'],
  unavailable: ['provider_unavailable'],
  'unheard-of': ['unknown'],
};

async function sent(bench: ChannelBench, ...faults: SendFault[]): Promise<SendResult> {
  await bench.greet();
  bench.simulator.failNext(...faults);
  return bench.send(bench.planned(bench.message()));
}

const errorOf = (result: SendResult) => ('error' in result ? result.error : undefined);

export const sendCases: readonly ChannelCase[] = [
  {
    part: 9,
    name: 'CN-GEN-04 send body: the provider takes it without a complaint, and shows what was written',
    async run(bench) {
      await bench.greet();
      for (const message of [bench.message(), bench.invitation(), bench.message({ body: { text: 'Ž 👋\n"&=+%' } })]) {
        const plan = bench.planned(message);
        same(bench.subject.faultsOf?.(plan) ?? [], [], 'the schema');
        const result = await bench.send(plan);
        same(result.state, 'accepted', 'the result');
        same(result.state === 'accepted' && result.providerId, bench.last().id, 'the provider’s id');
        const { text, to } = bench.last();
        check(text === message.body.text || text === message.body.link?.title, 'the phone shows another text');
        same(to, message.to.primary, 'the person');
      }
      same(bench.simulator.complaints, [], 'complaints');
    },
  },
  {
    part: 9,
    name: 'CN-GEN-04 CN-SEC-01 send body: credentials are in headers alone, over TLS, with a time limit, and follow no redirect',
    async run(bench) {
      await bench.greet();
      const plan = bench.planned(bench.invitation());
      await bench.send(plan);
      check(bench.asked.length > 0, 'nothing was sent');
      for (const [at, request] of bench.asked.entries()) {
        const body = await request.text();
        for (const secret of bench.subject.secrets) {
          check(!`${request.url}\n${body}`.includes(encodeURIComponent(secret)), 'a secret stands outside the headers');
          check(!`${request.url}\n${body}\n${JSON.stringify(plan)}`.includes(secret), 'a secret stands in the plan');
        }
        check(request.url.startsWith('https://'), 'a request without TLS');
        check(bench.inits[at]?.signal instanceof AbortSignal, 'a request without a time limit');
        check(bench.inits[at]?.redirect === 'manual', 'a request that follows redirects');
      }
      const last = present(bench.asked.at(-1), 'a request');
      check((last.headers.get('authorization') ?? '').length > 20, 'a send without authorization');
    },
  },
  {
    part: 10,
    name: 'CN-GEN-04 error table: each refusal of the provider has its meaning; a code that is new is unknown and final',
    async run(bench) {
      for (const kind of bench.simulator.refusals) {
        const fresh = createBench(bench.subject);
        const result = await sent(fresh, kind, kind);
        const error = present(errorOf(result), `an error for ${kind}`);
        check(meanings[kind].includes(error.class), `${kind} is ${error.class}`);
        if (kind === 'unheard-of') same(result.state, 'rejected', 'a code that is new');
      }
    },
  },
  {
    part: 10,
    name: 'CN-GEN-04 error table: every row gives its class and its rule',
    async run(bench) {
      for (const { name, status, body, class: errorClass, retry } of bench.subject.errors ?? []) {
        const answer = { status, body };
        const { class: got, retry: rule } = present(
          errorOf(await sent(createBench(bench.subject), answer, answer)),
          name,
        );
        same([got, rule], [errorClass, retry], name);
      }
    },
  },
  {
    part: 11,
    name: 'CN-GEN-04 ambiguity: without a connection nothing was accepted; an answer that is lost, late or cut proves nothing',
    async run(bench) {
      same((await sent(bench, 'no-connection')).state, 'retry', 'no connection');
      same(bench.simulator.taken.length, 0, 'messages without a connection');
      const { idempotentSend } = bench.channel.capabilities;
      for (const fault of [
        'cut-before-answer',
        'time-out',
        'cut-in-answer',
        'server-error-after-acceptance',
      ] as const) {
        const { state } = await sent(bench, fault);
        const allowed = idempotentSend ? ['ambiguous', 'retry'] : ['ambiguous'];
        check(allowed.includes(state), `${fault} is ${state}`);
      }
    },
  },
  {
    part: 11,
    name: 'CN-GEN-04 ambiguity: where ids are ours, a message that is sent again is the same message',
    needs: ({ channel }) => channel.capabilities.idempotentSend,
    async run(bench) {
      await bench.greet();
      const plan = bench.planned(bench.invitation());
      bench.simulator.failNext('cut-before-answer');
      await bench.send(plan);
      same((await bench.send(plan)).state, 'accepted', 'sent again');
      same(bench.simulator.taken.length, 1, 'messages');
    },
  },
  {
    part: 11,
    name: 'CN-GEN-04 ambiguity: where the provider can be asked, what was accepted is found and what was not is absent',
    needs: ({ channel }) => channel.reconcile !== undefined,
    async run(bench) {
      await bench.greet();
      const { reconcile } = bench.channel;
      const plan = bench.planned(bench.invitation());
      const sentAt = bench.clock.now;
      bench.simulator.failNext('no-connection', 'cut-before-answer');
      await bench.send(plan);
      bench.clock.now += 60_000;
      same(await reconcile?.(plan, sentAt, bench.io, bench.account), { found: 'absent' }, 'what never arrived');
      await bench.send(plan);
      const found = await reconcile?.(plan, sentAt, bench.io, bench.account);
      same(found, { found: 'accepted', providerId: bench.last().id }, 'what was accepted');
    },
  },
  {
    part: 12,
    name: 'CN-GEN-04 rate: too many is tried again, at the time that the provider names and never before now',
    async run(bench) {
      const limited = await sent(bench, 'rate-limited');
      same(limited.state, 'retry', 'too many');
      same(limited.state === 'retry' && limited.notBefore, bench.clock.now + 2_000, 'Retry-After: 2');
      const bare = { status: 429, body: '' };
      const without = await sent(bench, bare);
      same(without.state, 'retry', 'too many, without a time');
      const waits = [
        '0',
        'Thu, 01 Jan 1970 00:00:00 GMT',
        'soon',
        '-5',
        new Date(bench.clock.now + 60_000).toUTCString(),
      ];
      for (const wait of waits) {
        const result = await sent(bench, { ...bare, headers: { 'retry-after': wait } });
        const notBefore = result.state === 'retry' ? result.notBefore : Number.NaN;
        check(notBefore === undefined || notBefore >= bench.clock.now, `Retry-After: ${wait}`);
      }
    },
  },
  {
    part: 12,
    name: 'CN-GEN-04 rate: too many to one person is told apart from too many',
    needs: (subject) => subject.channel.name === 'whatsapp',
    async run(bench) {
      same(errorOf(await sent(bench, 'pair-rate-limited'))?.retry, 'backoff-per-recipient', 'the rule');
    },
  },
  {
    part: 12,
    name: 'CN-GEN-04 rate: a clock that jumps, back or far ahead, breaks no send',
    async run(bench) {
      for (const jump of [0, -3_600_000, 400 * 24 * 3_600_000]) {
        bench.clock.now += jump;
        same((await sent(bench)).state, 'accepted', `after a jump of ${jump} ms`);
      }
    },
  },
];
