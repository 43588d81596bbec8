// Parts 16 and 17: what must be in no error, result or log; and files, which are fetched with a credential.
import type { MediaRef, MediaResult } from '../../../channels/types.ts';
import { check, present, same } from '../../contract-case.ts';
import { type ChannelBench, type ChannelCase, type ChannelSubject, LINK } from '../bench.ts';
import { sha256 } from '../simulators/signing.ts';
import type { FileFault, SendFault } from '../simulators/types.ts';

const PAN = '4242424242424242';
const bytes = new TextEncoder().encode('not really a picture');
const limits = { maxBytes: 1_000, types: ['image/*'] };

/** Runs something and gives what it wrote to the console. */
async function loggedBy(action: () => Promise<unknown>): Promise<string> {
  const lines: string[] = [];
  const names = ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const;
  const kept = names.map((name) => console[name]);
  for (const name of names) console[name] = (...args: unknown[]) => void lines.push(args.map(textOf).join(' '));
  try {
    await action();
  } finally {
    for (const [at, name] of names.entries()) console[name] = kept[at] as () => void;
  }
  return lines.join('\n');
}

function textOf(value: unknown): string {
  if (value instanceof Error) return `${value.name} ${value.message} ${textOf(value.cause)} ${JSON.stringify(value)}`;
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
}

const everyFault: readonly SendFault[] = [
  ...(['no-connection', 'cut-before-answer', 'time-out', 'cut-in-answer', 'server-error-after-acceptance'] as const),
  { status: 400, body: { code: 1, message: `${LINK} ${PAN}`, error: { code: 1, message: `${LINK} ${PAN}` } } },
  { status: 200, body: `<html>${LINK} ${PAN}` },
  { status: 302, body: '', headers: { location: LINK } },
];

async function fileOf(bench: ChannelBench, mediaType = 'image/png', content = bytes): Promise<MediaRef> {
  const events = await bench.events({ act: 'file', from: bench.subject.consumer, mediaType, bytes: content });
  const pieces = events.flatMap((event) => (event.type === 'message' ? event.content : []));
  const file = present(
    pieces.find(({ kind }) => kind === 'media'),
    'a file',
  );
  check(file.kind === 'media', 'a file');
  return file.ref;
}

function fetched(bench: ChannelBench, ref: MediaRef, ...faults: FileFault[]): Promise<MediaResult> {
  bench.simulator.failNextFile(...faults);
  return bench.channel.media(ref, bench.io, limits, bench.account);
}

const needs = ({ channel }: ChannelSubject) => channel.capabilities.media;
const reasonOf = (result: MediaResult) => (result.ok ? undefined : result.reason);

export const safetyCases: readonly ChannelCase[] = [
  {
    part: 16,
    name: 'CN-SEC-01 privacy: no link, card number or credential stands in a result, an error or a log, however a send fails',
    async run(bench) {
      const results: unknown[] = [];
      const logged = await loggedBy(async () => {
        await bench.greet();
        const { body } = bench.invitation();
        const text = `${PAN} ${body.text}`;
        for (const fault of [undefined, ...everyFault, ...bench.simulator.refusals]) {
          if (fault !== undefined) bench.simulator.failNext(fault, fault);
          results.push(await bench.send(bench.planned(bench.invitation({ body: { ...body, text } }))));
        }
        for (const wrong of [{ consent: 'out' as const }, { closed: true }]) {
          results.push(bench.channel.plan(bench.invitation(), bench.state(wrong), bench.account));
        }
      });
      const fragment = LINK.split('#')[1] ?? LINK;
      const written = `${results.map(textOf).join('\n')}\n${logged}`;
      for (const secret of [...bench.subject.secrets, LINK, fragment, PAN]) {
        check(!written.includes(secret), 'a link, a card number or a secret was told');
      }
      same(logged, '', 'lines on the console');
    },
  },
  {
    part: 16,
    name: 'CN-SEC-01 privacy: an error about a request quotes nothing of it',
    async run(bench) {
      const errors: unknown[] = [];
      const logged = await loggedBy(async () => {
        for (const body of [`{"x":"${PAN}"`, PAN, `Body=${PAN}`].map((text) => new TextEncoder().encode(text))) {
          const url = bench.subject.webhookUrl;
          const request = { method: 'POST', publicUrl: url, headers: new Map(), body, receivedAt: bench.clock.now };
          errors.push(await bench.channel.parse(request, bench.account).catch((error: unknown) => error));
          errors.push(await bench.channel.verify(request, bench.account));
        }
      });
      check(!`${errors.map(textOf).join('\n')}${logged}`.includes(PAN), 'a card number was told');
    },
  },
  {
    part: 17,
    name: 'CN-SEC-01 media: a file comes whole; the credential goes nowhere but to the provider, not along a redirect',
    needs,
    async run(bench) {
      const found = await fetched(bench, await fileOf(bench));
      check(found.ok, `the file did not come: ${reasonOf(found)}`);
      same([found.mediaType, found.bytes], ['image/png', bytes], 'the file');
      await fetched(bench, await fileOf(bench), 'redirected-abroad');
      same(bench.simulator.complaints, [], 'complaints');
    },
  },
  {
    part: 17,
    name: 'CN-SEC-01 media: a file at a foreign address is not asked for with the credential',
    needs,
    async run(bench) {
      const ref = await fileOf(bench);
      for (const id of [
        'https://evil.example/file',
        'http://127.0.0.1/x',
        'file:///etc/passwd',
        'not an address',
        '',
      ]) {
        const before = bench.asked.length;
        const result = await fetched(bench, { ...ref, id });
        check(!result.ok, 'a foreign file was taken');
        for (const request of bench.asked.slice(before)) {
          const isForeign = !request.headers.has('authorization') || new URL(request.url).protocol === 'https:';
          check(isForeign && !(request.url.includes('evil') && request.headers.has('authorization')), 'a credential');
        }
      }
    },
  },
  {
    part: 17,
    name: 'CN-SEC-01 media: one that is too large, of another type or without an end is stopped',
    needs,
    async run(bench) {
      const large = new Uint8Array(limits.maxBytes + 1);
      same(reasonOf(await fetched(bench, await fileOf(bench, 'image/png', large))), 'too_large', 'too large');
      same(reasonOf(await fetched(bench, await fileOf(bench), 'endless')), 'too_large', 'without an end');
      same(reasonOf(await fetched(bench, await fileOf(bench, 'text/html'))), 'type_refused', 'another type');
    },
  },
  {
    part: 17,
    name: 'CN-SEC-01 media: one that is not there yet can be had later',
    needs,
    async run(bench) {
      const ref = await fileOf(bench);
      const early = reasonOf(await fetched(bench, ref, 'not-yet'));
      check(early === 'not_yet' || early === 'unavailable', 'a file that is not there yet');
      const later = await fetched(bench, ref);
      check(later.ok, 'a file that came later');
    },
  },
  {
    part: 17,
    name: 'CN-SEC-01 media: bytes that were changed are refused where a digest is known',
    needs: (subject) => subject.digests !== false && needs(subject),
    async run(bench) {
      const ref = { ...(await fileOf(bench)), sha256: await sha256(bytes) };
      check((await fetched(bench, ref)).ok, 'the right bytes');
      same(reasonOf(await fetched(bench, ref, 'changed')), 'digest_mismatch', 'changed bytes');
    },
  },
];
