// docs/channels/*.md, held against the code: every setting is explained, every sample is taken, every message looks as it is shown, every
// code stands beside what it means.
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { seededRandom, simulateTwilio } from '@tellsafe/server-kit/testing';
import { describe, expect, test } from 'vitest';
import * as apple from '../../src/channels/apple/index.ts';
import * as messenger from '../../src/channels/messenger/index.ts';
import * as rcs from '../../src/channels/rcs/index.ts';
import { classify } from '../../src/channels/shared/error-classes.ts';
import * as twilio from '../../src/channels/sms-twilio/index.ts';
import { type Channel, type ChannelName, channelNames } from '../../src/channels/types.ts';
import * as whatsapp from '../../src/channels/whatsapp/index.ts';
import { subjects } from './contract/subjects.ts';
import table from './data/error-classes.json' with { type: 'json' };

const modules: Readonly<Record<ChannelName, object>> = { 'sms-twilio': twilio, messenger, whatsapp, apple, rcs };
const docs = new URL('../../../../docs/', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, docs), 'utf8');
const guideOf = (name: ChannelName) => read(`channels/${name}.md`);

/** The texts of a guide's blocks in one language. */
const blocksOf = (guide: string, language: string) =>
  [...guide.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, block = '']) => block);

/** Names of the members of a channel's `…Options`, and of those within them. */
function settingsOf(name: ChannelName): string[] {
  const types = readFileSync(new URL(`../../src/channels/${name}/types.ts`, import.meta.url), 'utf8');
  const interfaces = [...types.matchAll(/^export interface \w+Options \{\n([\s\S]*?)^\}/gm)].map(
    ([, body = '']) => body,
  );
  const members = interfaces.join('').replace(/\/\*\*[\s\S]*?\*\//g, '');
  return [...members.matchAll(/readonly (\w+)\??:/g)].map(([, member = '']) => member);
}

const secret = (name: ChannelName) => subjects[name].settings as Readonly<Record<string, unknown>>;
const environment: Readonly<Record<string, unknown>> = {
  TWILIO_AUTH_TOKEN: '2bd9e9638872de601313dc77410d3b23',
  APPLE_API_SECRET: secret('apple').apiSecret,
  RCS_PRIVATE_KEY: (secret('rcs').serviceAccount as { privateKey: string }).privateKey,
};
const env = new Proxy(environment, { get: (known, name: string) => known[name] ?? `a-secret-${name.toLowerCase()}` });

/** Runs a sample. @param result the name that it declares */
function run(sample: string, result: string, log = (..._: unknown[]) => {}): unknown {
  const given: Record<string, unknown> = { process: { env }, console: { log } };
  const code = stripTypeScriptTypes(sample).replace(
    /^import \{([^}]+)\} from '@tellsafe\/server-kit\/channels\/([\w-]+)';/gm,
    (_, names: string, channel: ChannelName) => {
      const module = modules[channel] as Readonly<Record<string, unknown>>;
      for (const name of names.split(',').map((each) => each.trim())) given[name] = module[name];
      return '';
    },
  );
  return new Function(...Object.keys(given), `${code.replace(/^export /gm, '')}\nreturn ${result};`)(
    ...Object.values(given),
  );
}

const now = Date.UTC(2026, 10, 22, 12);
const link = 'https://forms.acme.example/tellsafe/form/acme#AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA';
const invitation = {
  outboxId: '7c1e8a52-4f0b-4b53-9d27-0a7e5a4b9c11',
  author: { kind: 'human', agentId: 'ana' },
  purpose: 'form_invitation',
  body: { text: `Payment card: ${link}`, link: { url: link, title: 'Payment card', label: 'Fill in form' } },
  expiresAt: now + 900_000,
} as const;
const people: Readonly<Record<ChannelName, string>> = {
  ...{ 'sms-twilio': '+14155550123', messenger: '5237384929301', whatsapp: '16315551181' },
  ...{ apple: 'urn:mbid:AQAAY', rcs: '+14155550123' },
};

/** What goes out for an invitation: its body as a guide shows it, without the picture. */
function shown(channel: Channel, settings: object, lastInboundAt: number): unknown {
  const account = channel.checkAccount('channel', settings);
  const to = { primary: people[channel.name], aliases: [] };
  const plan = channel.plan({ ...invitation, to }, { now, lastInboundAt, consent: 'unknown', closed: false }, account);
  if ('refused' in plan) return plan;
  if (plan.headers['content-type'] !== 'application/json') return Object.fromEntries(new URLSearchParams(plan.body));
  return JSON.parse(plan.body, (key, value) => (key === 'data' && value.length > 100 ? '…' : value));
}

const rows = (guide: string) =>
  [...(guide.split('## When something fails')[1] ?? '').matchAll(/^\| `(\w+)` \| ([^|]*) \|/gm)].map(
    ([, name = '', codes = '']) => [name, [...codes.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)] as const,
  );

describe.each(channelNames)('SF-CN-01 docs/channels/%s.md', (name) => {
  const guide = guideOf(name);
  const channel = subjects[name].channel as Channel;

  test('explains every setting', () => {
    const settings = settingsOf(name);
    expect(settings.length).toBeGreaterThan(3);
    expect(settings.filter((key) => !guide.includes(`\`${key}\``) && !guide.includes(`.${key}\``))).toEqual([]);
    // Control: one that there is not would be missed.
    expect(guide).not.toContain('`colour`');
  });

  test('has samples that are taken, and one during a rotation', () => {
    const samples = blocksOf(guide, 'ts').filter((block) => block.includes('entryPoint ='));
    expect(samples.length).toBeGreaterThan(0);
    for (const sample of samples) {
      const entryPoint = run(sample, 'entryPoint') as { channel: Channel; settings: object };
      expect(entryPoint.channel.name).toBe(name);
      entryPoint.channel.checkAccount('settings', entryPoint.settings);
      expect(() => entryPoint.channel.checkAccount('settings', { ...entryPoint.settings, colour: 1 })).toThrow();
    }
    expect(guide).toMatch(/\w+: \[process\.env\.\w+, process\.env\.\w+\]/);
  });

  test('shows messages as they go out', () => {
    const [first = ''] = blocksOf(guide, 'ts').filter((block) => block.includes('entryPoint ='));
    const { settings } = run(first, 'entryPoint') as { settings: object };
    const wanted = [
      shown(channel, settings, now - 60_000),
      ...(name === 'messenger' || name === 'whatsapp'
        ? [shown(channel, { ...settings, linkAs: 'button' }, now - 60_000)]
        : []),
      ...(name === 'whatsapp' ? [shown(channel, settings, now - 25 * 3_600_000)] : []),
    ];
    const blocks = blocksOf(guide, 'json').map((block) => JSON.parse(block));
    for (const each of wanted) expect(blocks).toContainEqual(each);
  });

  test('has every class of error, with codes that mean it', () => {
    const found = rows(guide);
    const key = name === 'sms-twilio' ? 'sms.twilio' : name === 'rcs' ? 'rcs.google' : name;
    const groups: Readonly<Record<string, Readonly<Record<string, { readonly class: string }>>>> = table[key];
    const classes = Object.values(groups).flatMap((codes) => Object.values(codes).map((row) => row.class));
    expect(classes.length).toBeGreaterThan(4);
    expect([...new Set(classes)].filter((each) => !found.some(([row]) => row === each))).toEqual([]);
    for (const [row, codes] of found) {
      const meant = codes.map((code) => [code, classify(name, [code.replace('200-299', '230')]).class]);
      expect(meant).toEqual(codes.map((code) => [code, row]));
    }
  });

  test('names its address, its limits and its simulator', () => {
    const { maxText } = channel.capabilities;
    const grouped = maxText >= 10_000 ? '10,000' : String(maxText);
    for (const text of [`/tellsafe/v1/channels/${name}/`, grouped, subjects[name].simulate.name])
      expect(guide).toContain(text);
    expect(guide.split('\n').length).toBeLessThanOrEqual(150);
    expect(read('channels.md')).toContain(`(channels/${name}.md)`);
  });
});

test('CN-GEN-02 the webhook of docs/channels.md believes Twilio, and nobody else', async () => {
  const [sample = ''] = blocksOf(read('channels.md'), 'ts').filter((block) => block.includes('function webhook'));
  const lines: unknown[][] = [];
  const webhook = run(sample, 'webhook', (...line) => lines.push(line)) as (request: Request) => Promise<Response>;
  const webhookUrl = 'https://hooks.acme.example/sms';
  const settings = {
    accountSid: `AC${'0'.repeat(32)}`,
    authToken: String(env.TWILIO_AUTH_TOKEN),
    sender: '+14155552345',
    webhookUrl,
  };
  const provider = simulateTwilio({ settings, webhookUrl, now: () => now, random: seededRandom(1) });
  const told = await provider.tell({ act: 'text', from: '+14155550123', text: 'Hello' });
  if (!told) throw new Error('nothing was told');
  const { method, url, headers, body } = told;
  const request = (given: HeadersInit) => new Request(url, { method, headers: given, body: Buffer.from(body) });
  expect((await webhook(request(headers))).status).toBe(200);
  expect(lines).toEqual([['message', expect.stringMatching(/^SM/)]]);
  expect((await webhook(request({ ...headers, 'x-twilio-signature': 'd3Jvbmc=' }))).status).toBe(403);
  expect(lines).toHaveLength(1);
});
