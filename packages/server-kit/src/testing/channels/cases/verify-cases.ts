// Parts 1 to 4 and 18: who is believed, under which address, over which bytes, with which secret.
import type { RawRequest } from '../../../channels/types.ts';
import { type ContractFailure, check, same } from '../../contract-case.ts';
import { type ChannelBench, type ChannelCase, createBench, type Settings } from '../bench.ts';
import type { Webhook } from '../simulators/types.ts';

/** Characters of a header that hold no bits at its end. */
const SLACK = 4;

const authHeaders = ['authorization', 'x-twilio-signature', 'x-hub-signature-256', 'x-goog-signature'];

async function holds({ channel, account }: ChannelBench, request: RawRequest): Promise<boolean> {
  return (await channel.verify(request, account)).ok;
}

const hello = (bench: ChannelBench, text = 'Hello') => bench.told({ act: 'text', from: bench.subject.consumer, text });

function signatureOf({ headers }: Webhook): readonly [name: string, value: string] {
  const found = Object.entries(headers).find(([name]) => authHeaders.includes(name));
  check(found !== undefined, 'the webhook is not signed');
  return found;
}

function withHeader(request: RawRequest, name: string, value: string | undefined): RawRequest {
  const headers = new Map(request.headers);
  if (value === undefined) headers.delete(name);
  else headers.set(name, value);
  return { ...request, headers };
}

/** The error of a call that has to be refused at start. */
function refusalOf(call: () => unknown): Error & { code?: unknown } {
  try {
    call();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw Object.assign(new Error('wrong settings were taken'), { name: 'ContractFailure' }) as ContractFailure;
}

export const verifyCases: readonly ChannelCase[] = [
  {
    part: 1,
    name: 'CN-GEN-02 signature: what the provider signs is believed, every vector gets the verdict of its oracle',
    async run(bench) {
      check(await holds(bench, bench.raw(await hello(bench))), 'a genuine request was refused');
      const { channel, signatures = [] } = bench.subject;
      for (const { name, account, request, expected } of signatures) {
        const verified = await channel.verify(request, account);
        // A vector is about the signature: whose account it is, the oracle did not ask.
        const isSigned = verified.ok || verified.reason === 'unknown_account';
        same(isSigned, expected, `vector ${name}`);
      }
    },
  },
  {
    part: 1,
    name: 'CN-GEN-02 signature: changed in any place, cut, missing or made with another secret it is refused',
    async run(bench) {
      const webhook = await hello(bench);
      const request = bench.raw(webhook);
      const [name, value] = signatureOf(webhook);
      for (let at = 0; at < value.length - SLACK; at += 1) {
        const changed = `${value.slice(0, at)}${value[at] === 'A' ? 'B' : 'A'}${value.slice(at + 1)}`;
        check(!(await holds(bench, withHeader(request, name, changed))), `signature, character ${at}`);
      }
      for (const cut of [value.slice(0, value.length / 2), value.slice(0, -SLACK), `${value}AAAA`, 'AAAA', '']) {
        check(!(await holds(bench, withHeader(request, name, cut))), 'a cut or longer signature');
      }
      same(await bench.channel.verify(withHeader(request, name, undefined), bench.account), missing, 'no signature');
      const { subject } = bench;
      const other = createBench(subject, { ...subject.settings, [subject.secretKey]: subject.freshSecret });
      check(!(await holds(other, request)), 'the signature of another secret');
    },
  },
  {
    part: 1,
    name: 'CN-GEN-02 signature: any byte that it covers, changed, is noticed',
    async run(bench) {
      const webhook = await hello(bench);
      const request = bench.raw(webhook);
      const [from, until] = webhook.covered ?? [0, 0];
      const step = Math.max(1, Math.floor((until - from) / 97));
      for (let at = from; at < until - SLACK; at += step) {
        const body = request.body.map((byte, index) => (index === at ? byte ^ 1 : byte));
        check(!(await holds(bench, { ...request, body })), `byte ${at}`);
      }
    },
  },
  {
    part: 1,
    name: 'CN-GEN-02 signature: settings without the secret are refused at start, and no secret stands in the error',
    async run({ subject }) {
      const { channel, settings, secretKey, freshSecret } = subject;
      for (const wrong of [
        '',
        ' ',
        undefined,
        null,
        [],
        5,
        [freshSecret, ''],
        [freshSecret, freshSecret, freshSecret],
      ]) {
        const given: Settings = { ...settings, [secretKey]: wrong };
        const error = refusalOf(() => channel.checkAccount('channel', given));
        same(error.code, 'option_invalid', `${secretKey} ${String(wrong).length}`);
        check(!JSON.stringify([error.message, error]).includes(freshSecret), 'the secret stands in the error');
      }
    },
  },
  {
    part: 2,
    name: 'CN-GEN-02 proxy: the configured address counts; what forwarding headers say changes nothing',
    async run(bench) {
      const webhook = await hello(bench);
      const forged = [
        ...[['host', 'internal:3000'] as const, ['x-forwarded-host', 'evil.example'] as const],
        ...[['x-forwarded-proto', 'http'] as const, ['forwarded', 'host=evil.example;proto=http'] as const],
      ];
      const request = bench.raw(webhook);
      const behind = { ...request, headers: new Map([...request.headers, ...forged]) };
      check(await holds(bench, behind), 'forged forwarding headers broke a genuine request');
      if (!bench.simulator.signsUrl) return;
      const elsewhere = { ...behind, publicUrl: webhook.url.replace('https://', 'https://evil.') };
      check(!(await holds(bench, elsewhere)), 'a request that was signed for another address was believed');
    },
  },
  {
    part: 3,
    name: 'CN-GEN-02 raw bytes: accents, emoji and slashes as the provider writes them are believed and come out whole',
    async run(bench) {
      const text = 'Příliš žluťoučký kůň 👋 https://a.example/b?c=d&e=f "1/2" + %20 😀';
      const webhook = await hello(bench, text);
      check(await holds(bench, bench.raw(webhook)), 'a genuine request with other than ASCII was refused');
      const [event] = await bench.channel.parse(bench.raw(webhook), bench.account);
      same(event?.type === 'message' && event.content, [{ kind: 'text', text }], 'the text');
    },
  },
  {
    part: 3,
    name: 'CN-GEN-02 raw bytes: what is no body of the provider’s is refused, not thrown, and before anything of it is read',
    async run(bench) {
      const webhook = await hello(bench);
      const [name] = signatureOf(webhook);
      const bodies = ['', '{', '[]', 'null', '{"entry":{"__proto__":1}}', `${'['.repeat(5000)}`, '%', '&&=&'].map(
        (body) => new TextEncoder().encode(body),
      );
      for (const body of [...bodies, new Uint8Array([0xff, 0xfe, 0x00]), new Uint8Array(2_000)]) {
        const unsigned = withHeader(bench.raw(webhook, { body }), name, undefined);
        same(await bench.channel.verify(unsigned, bench.account), missing, 'an unsigned body');
        // Where the signature covers no body, a genuine token is believed over any.
        if (webhook.covered) check(!(await holds(bench, bench.raw(webhook, { body }))), 'another body');
      }
    },
  },
  {
    part: 4,
    name: 'CN-GEN-02 handshake: the right question gets its answer as plain text, a wrong one no answer, a message is no question',
    async run(bench) {
      const { channel, account, simulator } = bench;
      check(channel.handshake(bench.raw(await hello(bench)), account) === null, 'a message was taken for a question');
      const question = simulator.handshake();
      if (!question) return;
      const { webhook, wanted } = question;
      const right = channel.handshake(bench.raw(webhook), account);
      same([right?.status, right?.body], [200, wanted], 'the answer');
      check(/^text\/plain\b/.test(right?.headers['content-type'] ?? ''), 'the answer is not plain text');
      const { subject } = bench;
      const secret = subject.secrets.find((each) => JSON.stringify(textOf(webhook)).includes(each)) ?? '';
      check(secret !== '', 'the question holds none of the secrets');
      const guess = `${secret.slice(0, -1)}${secret.endsWith('x') ? 'y' : 'x'}`;
      for (const wrong of [guess, '']) {
        const body = new TextEncoder().encode(new TextDecoder().decode(webhook.body).replace(secret, wrong));
        const asked = { ...bench.raw(webhook, { body }), publicUrl: webhook.url.replace(secret, wrong) };
        const reply = channel.handshake(asked, account);
        check(reply === null || (reply.status >= 400 && !reply.body.includes(wanted)), 'a wrong token was answered');
      }
    },
  },
  {
    part: 18,
    name: 'CN-GEN-02 rotation: both secrets hold while two are set, the old one no longer after',
    async run(bench) {
      const { subject } = bench;
      const { settings, secretKey, freshSecret } = subject;
      const both = createBench(subject, { ...settings, [secretKey]: [freshSecret, settings[secretKey]] });
      const act = { act: 'text', from: subject.consumer, text: 'Hello' } as const;
      const [current, previous] = [await both.told(act, 0), await both.told(act, 1)];
      const verdict = (request: Webhook, by: ChannelBench) => by.channel.verify(by.raw(request), by.account);
      same(await verdict(current, both), { ok: true, credential: 'current' }, 'the current secret');
      same(await verdict(previous, both), { ok: true, credential: 'previous' }, 'the previous secret');
      const after = createBench(subject, { ...settings, [secretKey]: freshSecret });
      check((await verdict(current, after)).ok, 'the new secret after the rotation');
      check(!(await verdict(previous, after)).ok, 'the old secret was believed after the rotation');
    },
  },
];

const missing = { ok: false, reason: 'missing' };

function textOf({ url, body }: Webhook): string {
  return url + new TextDecoder().decode(body);
}
