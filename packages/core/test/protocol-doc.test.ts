import { describe, expect, test } from 'vitest';
import type * as z from 'zod';
import markdown from '../../../docs/protocol.md?raw';
import { PAYLOAD_SIZES } from '../src/answers/index.ts';
import { PROOF_WINDOW_MS } from '../src/crypto/proof-verify.ts';
import { suiteCodePoints, suiteIds, suiteSizes } from '../src/crypto/suites.ts';
import { formatRules } from '../src/form/formats/index.ts';
import { ANSWERS_LIMIT, QUESTION_LIMIT } from '../src/form/limits.ts';
import { parseFormDefinition } from '../src/form/schema.ts';
import { invitationStatuses, invitationTransitions } from '../src/invitation/index.ts';
import { REPEAT_WINDOW_MS } from '../src/otk/index.ts';
import { timeLimits } from '../src/retention/index.ts';
import {
  BODY_LIMIT_BYTES,
  CONVERSATION_LIST_LIMIT,
  MESSAGE_LIMIT,
  PROOF_HEADER,
  problemCodes,
  problemOf,
  problemStatuses,
  type RouteName,
  type RoutePath,
  routePaths,
  shapeIssueCodes,
} from '../src/wire/index.ts';
import { type Route, routes } from '../src/wire/schemas.ts';
import { blocksOf, eventsOf, rowsOf } from './documents.ts';

const blocks = blocksOf(markdown);
const rows = rowsOf(markdown);
const names = Object.keys(routePaths) as RouteName[];

function examples(route: string, part: string) {
  return blocks.filter(({ labels }) => labels.route === route && labels.part === part);
}

function accepts(schema: z.ZodType | undefined, value: unknown): void {
  const result = schema?.safeParse(value);
  expect(result?.error?.issues ?? []).toEqual([]);
  expect(result?.data).toEqual(value);
}

/** Section of a route: from its heading to the next. */
function sectionOf(name: string): string {
  return markdown.split(`\n### ${name}\n`)[1]?.split(/\n##/)[0] ?? '';
}

test('every labelled block belongs to a route, a vector, a problem or the definition', () => {
  for (const { labels } of blocks.filter((block) => Object.keys(block.labels).length > 0)) {
    const { route, part } = labels;
    if (route === undefined) expect(Object.keys(labels)[0]).toMatch(/^(vector|problem|definition)$/);
    else
      expect([names.includes(route as RouteName), part]).toEqual([
        true,
        expect.stringMatching(/^(request|query|response)$/),
      ]);
  }
});

describe.each(names)('%s', (name) => {
  const route: Route = routes[name];
  const requests = examples(name, 'request');
  const responses = examples(name, 'response');

  test(`${name} has a request and a response example in its own section`, () => {
    expect(requests.length).toBeGreaterThan(0);
    expect(responses.length).toBeGreaterThan(0);
    const inSection = blocksOf(sectionOf(name)).filter(({ labels }) => labels.route === name);
    expect(inSection.length).toBe(requests.length + responses.length + examples(name, 'query').length);
  });

  test(`${name} says method, path and proof as the table does`, () => {
    const proof = route.proof === 'none' ? 'no proof' : `${route.proof} proof`;
    expect(sectionOf(name)).toMatch(new RegExp(`^\\s*\`${route.method} ${route.path}\` · [a-z ]+ · ${proof}\n`));
    const row = rows.find(([cell]) => cell === `[${name}](#${name.toLowerCase()})`);
    expect(row?.slice(1)).toEqual([
      `${route.method} ${route.path}`,
      route.caller.replace('open-key', 'open key'),
      route.proof === 'none' ? '' : route.proof,
    ]);
  });

  test(`${name} shows requests that the schemas take`, () => {
    for (const { language, text } of requests) {
      if (language === 'json') accepts(route.request, JSON.parse(text));
      else checkHead(route, text);
    }
    for (const { text } of examples(name, 'query')) accepts(route.query, JSON.parse(text));
    expect(requests.some(({ language }) => language === 'json')).toBe(route.request !== undefined);
    expect(examples(name, 'query').length > 0).toBe(route.query !== undefined);
  });

  test(`${name} shows answers that the schemas take`, () => {
    for (const { language, text } of responses) {
      if (route.response) accepts(route.response, JSON.parse(text));
      else if (route.events) checkEvents(route.events, text);
      else {
        expect(language).toBe('http');
        expect(text).toMatch(
          route.answer === 'empty' ? /^HTTP\/1\.1 204 No Content\n/ : /^HTTP\/1\.1 200 OK\nContent-Type: /,
        );
      }
    }
  });

  test(`${name} names only problems that exist`, () => {
    const listed = /^Problems: (.*)\.$/m.exec(sectionOf(name))?.[1]?.split(', ') ?? [];
    for (const code of listed) expect(problemCodes).toContain(code.replaceAll('`', ''));
  });
});

/** Request line and headers of a request without a body. */
function checkHead(route: RoutePath, text: string): void {
  const [line = '', ...headers] = text.trim().split('\n');
  const [method, target = ''] = line.split(' ');
  const [path = ''] = target.replace(/^\/tellsafe/, '').split('?');
  expect(method).toBe(route.method);
  expect(path).toMatch(new RegExp(`^${route.path.replace(/:[a-zA-Z]+/g, '[^/]+')}$`));
  expect(headers.some((header) => header.startsWith(`${PROOF_HEADER}: v1.`))).toBe(route.proof !== 'none');
}

function checkEvents(schemas: Readonly<Record<string, z.ZodType>>, text: string): void {
  const events = eventsOf(text);
  for (const { event = '', data = '', id, ...rest } of events) {
    expect(rest).toEqual({});
    expect(id).toMatch(/^[\x21-\x7e]+$/);
    accepts(schemas[event], JSON.parse(data));
  }
  expect(new Set(events.map(({ event }) => event))).toEqual(new Set(Object.keys(schemas)));
}

test('the table of problems has every code with its status, and no other', () => {
  const listed = rows.filter(([code = '', status = '']) => /^[a-z_]+$/.test(code) && /^[45]\d\d$/.test(status));
  expect(listed.map(([code]) => code).sort()).toEqual([...problemCodes].sort());
  for (const [code = '', status] of listed)
    expect(status).toBe(String(problemStatuses[code as keyof typeof problemStatuses]));
});

test('the problem examples are what the code answers', () => {
  const shown = blocks.filter(({ labels }) => 'problem' in labels);
  expect(shown.map(({ labels }) => labels.problem)).toEqual(['otk_invalid', 'request_invalid']);
  for (const { text } of shown) {
    const problem = JSON.parse(text);
    expect(problem).toEqual(problemOf(problem.code, problem.issues));
  }
});

test('the limits are those of the code', () => {
  const limits = new Map(
    [...markdown.matchAll(/^\| ([a-z ,']+) \| ([\d,]+)[^|]*\|$/gm)].map(([, what, most]) => [what, most]),
  );
  const number = (what: string): number => Number(limits.get(what)?.replaceAll(',', ''));
  expect(number('request body')).toBe(BODY_LIMIT_BYTES);
  expect(number('questions of a form')).toBe(QUESTION_LIMIT);
  expect(number('all answers of a form together')).toBe(ANSWERS_LIMIT);
  expect(number('payload of one class, padded')).toBe(PAYLOAD_SIZES.at(-1));
  expect(number('message text')).toBe(MESSAGE_LIMIT);
  expect(number('conversations in a list')).toBe(CONVERSATION_LIST_LIMIT);
  expect(number("distance of a proof's time from the server's clock") * 1000).toBe(PROOF_WINDOW_MS);
  expect(number('repeating a request whose key is spent') * 1000).toBe(REPEAT_WINDOW_MS);
});

test('SF-TIME-01 the lives of keys are the defaults of the settings', () => {
  for (const [setting, limit] of [
    ['getFormTimeoutSec', 300],
    ['submitFormTimeoutSec', 1_800],
    ['readKeyTtlSec', 30],
  ] as const) {
    expect(timeLimits[setting].default).toBe(limit);
    expect(markdown).toContain(`\`${setting}\` (${limit.toLocaleString('en')} s)`);
  }
});

test('SF-FORM-02 every type and format has its normalised value', () => {
  for (const name of [...Object.keys(formatRules), 'text', 'numeric', 'cvv', 'choice']) {
    expect(rows.some(([cell = '', value]) => cell.split(' ')[0] === name && value)).toBe(true);
  }
});

test('every issue code of shapes is named', () => {
  const paragraph = markdown.split('`issues`, on `request_invalid` only')[1]?.split('\n\n')[0] ?? '';
  for (const code of shapeIssueCodes) expect(paragraph).toContain(`\`${code}\``);
});

test('SF-STA-01 the table of statuses is the transition table', () => {
  const listed = rows.filter(([from = '', , more]) => from in invitationTransitions && more === undefined);
  const written = Object.fromEntries(listed.map(([from = '', to = '']) => [from, to.split(', ').sort()]));
  const table = invitationStatuses.map((status) => {
    const next = Object.values(invitationTransitions[status]).filter((to) => to !== status);
    return [status, [...new Set(next)].sort()] as const;
  });
  expect(written).toEqual(Object.fromEntries(table.filter(([, next]) => next.length > 0)));
});

test('the table of suites is the registry', () => {
  for (const suite of suiteIds) {
    const row = rows.find(([name]) => name === suite) ?? [];
    const { publicKey, enc, tag } = suiteSizes(suite);
    expect(row.slice(4).map((cell) => Number(cell.replace(',', '')))).toEqual([publicKey, enc, tag]);
    const points = row.slice(1, 4).map((cell) => Number(/0x[0-9a-f]{4}/.exec(cell)?.[0]));
    expect(points).toEqual([...suiteCodePoints(suite)]);
  }
});

test('SF-FORM-07 the definition shown is complete', () => {
  const [shown] = blocks.filter(({ labels }) => 'definition' in labels);
  const definition = JSON.parse(shown?.text ?? '');
  expect(parseFormDefinition(definition)).toEqual(definition);
});
