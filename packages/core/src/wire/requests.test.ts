import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type * as z from 'zod';
import { querySamples, requestSamples, zeros } from '../../test/wire-samples.ts';
import { isTellsafeError } from '../errors.ts';
import { MESSAGE_LIMIT, type ProblemIssue, shapeIssueCodes } from './index.ts';
import { parseRequest, routes } from './schemas.ts';

type Body = Readonly<Record<string, unknown>>;

const auditFilters = [
  ...['action', 'actorKind', 'actorId', 'objectKind', 'objectId', 'outcome', 'reason', 'since', 'until'],
];

const optionalKeys = new Set([
  'conversationStart.name',
  'conversationStart.language',
  'consumerEvents.after',
  'agentEvents.after',
  'boardEvents.after',
  ...['status', 'since', 'limit', 'cursor'].map((filter) => `boardList.${filter}`),
  'transcriptFind.cursor',
  'privacyExport.cursor',
  ...['consumerId', 'address', 'channel', 'entryPoint', 'agent', 'status', 'since', 'until', 'limit', 'cursor'].map(
    (filter) => `conversationFind.${filter}`,
  ),
  'consumerPush.endpoint',
  ...['cohort', 'by', 'form', 'agent', 'channel', 'entryPoint', 'cursor'].map((key) => `reportFigures.${key}`),
  ...['cohort', 'form', 'agent', 'channel', 'entryPoint', 'cursor'].map((key) => `reportInvitations.${key}`),
  ...['by', 'channel', 'entryPoint', 'cursor'].map((key) => `reportVolume.${key}`),
  ...['limit', 'cursor'].flatMap((key) => [`privacyFind.${key}`, `privacyHolds.${key}`]),
  'historyRead.reader',
  ...[...auditFilters, 'limit', 'cursor'].map((key) => `auditList.${key}`),
  ...[...auditFilters, 'cursor'].map((key) => `auditExport.${key}`),
  ...['head', 'cursor'].map((key) => `auditVerify.${key}`),
  ...['status', 'since', 'until', 'limit', 'cursor'].map((key) => `webhookDeliveries.${key}`),
  ...['until', 'status', 'cursor'].map((key) => `webhookReplay.${key}`),
  ...['limits', 'theme', 'languages'].map((key) => `studioSettingsSave.${key}`),
  ...['form', 'agent', 'since', 'until', 'limit', 'cursor'].map((filter) => `historyList.${filter}`),
]);

const cases: (readonly [name: string, schema: z.ZodType, sample: Body])[] = [
  ...Object.entries(requestSamples).map(
    ([name, sample]) => [name, routes[name as keyof typeof requestSamples].request, sample] as const,
  ),
  ...Object.entries(querySamples).map(
    ([name, sample]) => [name, routes[name as keyof typeof querySamples].query, sample] as const,
  ),
];

function issuesOfRefused(schema: z.ZodType, value: unknown): readonly ProblemIssue[] {
  try {
    parseRequest(schema, value);
  } catch (error) {
    if (isTellsafeError(error, 'request_invalid')) return (error.params?.issues ?? []) as readonly ProblemIssue[];
    throw error;
  }
  throw new Error('was accepted');
}

test('every route that takes a body or a query has a sample', () => {
  const taking = Object.entries(routes).filter(([, route]) => 'request' in route || 'query' in route);
  expect(cases.map(([name]) => name).sort()).toEqual(taking.map(([name]) => name).sort());
});

describe.each(cases)('%s', (name, schema, sample) => {
  test(`${name} takes its sample unchanged, also after a trip through JSON`, () => {
    expect(parseRequest(schema, JSON.parse(JSON.stringify(sample)))).toEqual(sample);
  });

  test(`${name} refuses an unknown key without repeating it`, () => {
    expect(issuesOfRefused(schema, { ...sample, 'canary-4111': 1 })).toEqual([{ path: '', code: 'unknown_key' }]);
    const polluting = JSON.parse(
      `{"__proto__":{"polluted":true}${JSON.stringify(sample)
        .replace(/^\{(?=.)/, ',')
        .replace(/,\}$/, '}')}`,
    );
    expect(issuesOfRefused(schema, polluting)).toEqual([{ path: '', code: 'unknown_key' }]);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test(`${name} refuses what is no object`, () => {
    for (const value of [null, undefined, 'text', 42, true, [], [sample], JSON.stringify(sample)]) {
      expect(issuesOfRefused(schema, value)).toEqual([{ path: '', code: 'type' }]);
    }
  });

  test.each(Object.keys(sample))(`${name} refuses a missing or mistyped %s, saying where`, (key) => {
    const { [key]: _, ...without } = sample;
    if (optionalKeys.has(`${name}.${key}`)) expect(parseRequest(schema, without)).toEqual(without);
    else expect(issuesOfRefused(schema, without)).toMatchObject([{ path: key }]);
    for (const wrong of [undefined, 42, true, {}, [], ['x'], '', '\u0000', 'x'.repeat(70_000)]) {
      if (key === 'after' && wrong === '') continue;
      if (typeof sample[key] === 'number' && wrong === 42) continue;
      if (typeof sample[key] === 'boolean' && wrong === true) continue;
      if (key === 'theme' && JSON.stringify(wrong) === '{}') continue; // the defaults
      if ((key === 'handle' || key.endsWith('Key')) && wrong === '\u0000') continue; // SF-OTK-06, see below
      const issues = issuesOfRefused(schema, { ...sample, [key]: wrong });
      expect(issues[0]?.path.split('.')[0]).toBe(key);
    }
  });

  test(`${name} says of any refused value only where and how`, () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const body = { ...sample, canary: value };
        for (const { path, code } of issuesOfRefused(schema, body)) {
          expect(path).not.toContain('canary');
          expect(shapeIssueCodes).toContain(code);
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe('message text', () => {
  const { request } = routes.consumerMessage;
  const withText = (text: string) => ({ ...requestSamples.consumerMessage, text });

  test.each(['x', 'x'.repeat(MESSAGE_LIMIT), 'two\nlines\r\nand\ta tab', 'Grüße 👋', '<b>markup is text</b>', 'مرحبا'])(
    'takes %j',
    (text) => {
      expect(parseRequest(request, withText(text)).text).toBe(text);
    },
  );

  test.each([
    ['empty', '', 'too_small'],
    ['too long', 'x'.repeat(MESSAGE_LIMIT + 1), 'too_big'],
    ['blank', ' \n\t ', 'format'],
    ['with NUL', 'a\u0000b', 'format'],
    ['with escape', 'a\u001bb', 'format'],
    ['with half a surrogate pair', 'a\ud800', 'format'],
  ])('refuses %s text', (_, text, code) => {
    expect(issuesOfRefused(request, withText(text))).toContainEqual({ path: 'text', code });
  });
});

describe('SF-OTK-06 keys and handles', () => {
  test.each(['x', 'not base64url !', '', zeros(66), zeros(150)])(
    'a malformed text like %j is left to the rules up to 200 characters',
    (text) => {
      const accepted = routes.begin.request.safeParse({ handle: text }).success;
      expect(accepted).toBe(text.length >= 1 && text.length <= 200);
    },
  );
});

describe('encoded bytes', () => {
  const { request } = routes.open;
  const withClaim = (claim: string) => ({ ...requestSamples.open, claim });

  test.each([
    ['too short', zeros(31)],
    ['too long', zeros(33)],
    ['padded', `${zeros(32)}=`],
    ['of the other alphabet', `${'A'.repeat(42)}+`],
    ['with unused bits set', `${'A'.repeat(42)}B`],
    ['with a line break', `${'A'.repeat(42)}\n`],
  ])('refuses a claim that is %s', (_, claim) => {
    expect(issuesOfRefused(request, withClaim(claim))[0]?.path).toBe('claim');
  });
});

describe('ids', () => {
  test.each([
    '11111111-1111-4111-8111-11111111111',
    '11111111-1111-4111-8111-1111111111111',
    '11111111-1111-4111-8111-11111111111A',
    '{11111111-1111-4111-8111-111111111111}',
    '11111111111141118111111111111111',
    '11111111-1111-4111-8111-111111111111\n',
  ])('refuses %j as a UUID', (conversationId) => {
    expect(issuesOfRefused(routes.invitationRevoke.request, { conversationId })[0]?.path).toBe('conversationId');
  });

  test.each(['Acme', '-acme', 'acme-', 'a'.repeat(33), 'a_b', 'a/b', '../x'])('refuses %j as an account', (account) => {
    expect(issuesOfRefused(routes.conversationStart.request, { account })[0]?.path).toBe('account');
  });

  test.each(['en', 'en-GB', 'zh-Hant-TW', 'ar'])('takes %s as a language', (language) => {
    expect(parseRequest(routes.conversationStart.request, { account: 'acme', language }).language).toBe(language);
  });

  test.each(['e', 'en_GB', 'en-', '*', 'en-GB;q=0.8', 'x'.repeat(36)])('refuses %j as a language', (language) => {
    expect(issuesOfRefused(routes.conversationStart.request, { account: 'acme', language })[0]?.path).toBe('language');
  });

  test.each([' ', 'a\nb', 'a\u0007', '\ud800', 'x'.repeat(81)])('refuses %j as a name', (name) => {
    expect(issuesOfRefused(routes.conversationStart.request, { account: 'acme', name })[0]?.path).toBe('name');
  });

  test('null puts a conversation back into the queue', () => {
    expect(parseRequest(routes.conversationTransfer.request, { agentId: null })).toEqual({ agentId: null });
  });
});

describe('sealed answers', () => {
  const { request } = routes.submit;
  const { submitKey, sealed } = requestSamples.submit;
  const [part] = sealed.parts;
  const recipient = part?.recipients[0];

  test.each([
    ['no parts', { ...sealed, parts: [] }, 'sealed.parts'],
    ['three parts', { ...sealed, parts: [part, part, part] }, 'sealed.parts'],
    [
      'three recipients',
      { ...sealed, parts: [{ ...part, recipients: [recipient, recipient, recipient] }] },
      'sealed.parts.0.recipients',
    ],
    ['another version', { ...sealed, version: 2 }, 'sealed.version'],
    ['a suite for all', { ...sealed, suite: 'x25519' }, 'sealed'],
    ['another class', { ...sealed, parts: [{ ...part, class: 'plain' }] }, 'sealed.parts.0.class'],
    [
      'another role',
      { ...sealed, parts: [{ ...part, recipients: [{ ...recipient, role: 'manager' }] }] },
      'sealed.parts.0.recipients.0.role',
    ],
    [
      'a ciphertext over 16 KiB',
      { ...sealed, parts: [{ ...part, recipients: [{ ...recipient, ciphertext: zeros(16_384 + 32 + 17) }] }] },
      'sealed.parts.0.recipients.0.ciphertext',
    ],
    ['answers beside the seal', { ...sealed, answers: { card: '4111111111111111' } }, 'sealed'],
  ])('refuses %s', (_, wrong, path) => {
    const issues = issuesOfRefused(request, { submitKey, sealed: wrong });
    expect(issues[0]?.path).toBe(path);
    expect(JSON.stringify(issues)).not.toContain('4111');
  });

  test('lists at most twenty issues', () => {
    const many = { ...sealed, parts: Array(2).fill({ ...part, recipients: Array(50).fill({}) }) };
    expect(issuesOfRefused(request, { submitKey, sealed: many }).length).toBeLessThanOrEqual(20);
  });
});
