import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { errorCodes, errorMessage, TellsafeError } from '../errors.ts';
import {
  errorOfProblem,
  isProblemCode,
  localProblems,
  PROBLEM_ISSUE_LIMIT,
  parseProblem,
  problemCodes,
  problemOf,
  problemOfError,
  problemResponse,
  problemStatuses,
} from './index.ts';

test('every error code either travels or says what a caller is told instead', () => {
  expect([...Object.keys(problemStatuses), ...Object.keys(localProblems)].sort()).toEqual([...errorCodes].sort());
});

describe.each(problemCodes)('%s', (code) => {
  test(`SF-OTK-06 ${code} is built from constants`, () => {
    expect(problemOf(code)).toEqual({
      type: `urn:tellsafe:problem:${code}`,
      title: errorMessage(code),
      status: problemStatuses[code],
      code,
    });
  });

  test(`${code} goes to the wire and back`, () => {
    const error = new TellsafeError(code, { secret: 'never shown' }, { cause: new Error('4111111111111111') });
    const { status, headers, body } = problemResponse(problemOfError(error).code);
    expect(status).toBe(problemStatuses[code]);
    expect(headers).toEqual({
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(code === 'off_the_record_full' && { 'retry-after': '15' }),
    });
    const problem = parseProblem(JSON.parse(body));
    expect(problem).toEqual(problemOf(code));
    expect(errorOfProblem(problem ?? problemOf('internal'))).toMatchObject({ code, message: errorMessage(code) });
    expect(body).not.toMatch(/never shown|4111/);
  });

  test(`${code} has a client or server error status`, () => {
    expect(problemStatuses[code]).toBeGreaterThanOrEqual(400);
    expect(problemStatuses[code]).toBeLessThan(600);
  });
});

test.each(Object.entries(localProblems))('%s inside a server is answered as %s', (local, told) => {
  const error = new TellsafeError(local as keyof typeof localProblems, { key: 'secret-key', value: 'secret-value' });
  const problem = problemOfError(error);
  expect(problem).toEqual(problemOf(told));
  expect(JSON.stringify(problem)).not.toContain('secret');
});

test.each([
  ['a bare error', new Error('secret')],
  ['a text', 'secret'],
  ['null', null],
  ['undefined', undefined],
  ['an error-like object', { code: 'otk_invalid', message: 'secret' }],
  ['a foreign code', Object.assign(new TellsafeError('internal'), { code: 'secret' })],
  ['an inherited name', Object.assign(new TellsafeError('internal'), { code: 'toString' })],
])('%s is answered as internal and tells nothing', (_, thrown) => {
  expect(problemOfError(thrown)).toEqual(problemOf('internal'));
});

describe('issues', () => {
  const issue = { path: 'sealed.parts.0.class', code: 'value' } as const;

  test('come with request_invalid only', () => {
    for (const code of problemCodes) expect('issues' in problemOf(code, [issue])).toBe(code === 'request_invalid');
  });

  test('go to the wire and back', () => {
    const error = new TellsafeError('request_invalid', { issues: [issue] });
    const problem = parseProblem(JSON.parse(JSON.stringify(problemOfError(error))));
    expect(problem?.issues).toEqual([issue]);
    expect(errorOfProblem(problem ?? problemOf('internal')).params).toEqual({ issues: [issue] });
  });

  test('carry a path and a code, nothing else', () => {
    const error = new TellsafeError('request_invalid', { issues: [{ ...issue, params: { character: '4111' } }] });
    expect(problemOfError(error).issues).toEqual([issue]);
    expect(problemOf('request_invalid', [{ ...issue, received: '4111' } as typeof issue]).issues).toEqual([issue]);
  });

  test('are bounded in number', () => {
    expect(problemOf('request_invalid', Array(100).fill(issue)).issues).toHaveLength(PROBLEM_ISSUE_LIMIT);
  });

  test.each([
    [{ path: 'a', code: 'Other Code' }],
    [{ path: 'a', code: 'x'.repeat(51) }],
    [{ path: 'a', code: '__proto__' }],
    [{ path: 'a' }],
    [{ path: '4111 1111', code: 'type' }],
    [{ path: 'x'.repeat(201), code: 'type' }],
    [{ path: 1, code: 'type' }],
    [null],
    ['text'],
  ])('malformed %j is dropped', (bad) => {
    expect(parseProblem({ ...problemOf('request_invalid'), issues: [bad, issue] })?.issues).toEqual([issue]);
  });
});

describe('parseProblem', () => {
  test('takes over no text of the sender', () => {
    const foreign = { ...problemOf('otk_invalid'), title: '<b>title</b>', status: 200, detail: 'x', instance: '/y' };
    expect(parseProblem(foreign)).toEqual(problemOf('otk_invalid'));
  });

  test.each([
    null,
    undefined,
    'otk_invalid',
    42,
    [],
    {},
    { code: 'otk_invalid' },
    { type: 'about:blank', code: 'otk_invalid' },
    { type: 'urn:tellsafe:problem:internal', code: 'otk_invalid' },
    { type: 'urn:tellsafe:problem:at_rest_invalid', code: 'at_rest_invalid' },
    { type: 'urn:tellsafe:problem:toString', code: 'toString' },
  ])('%j is no problem', (body) => {
    expect(parseProblem(body)).toBeNull();
  });

  test('never throws', () => {
    fc.assert(fc.property(fc.anything(), (body) => void parseProblem(body)));
    fc.assert(fc.property(fc.anything(), (error) => void problemOfError(error)));
  });
});

test('isProblemCode knows codes that travel and nothing else', () => {
  expect(problemCodes.every(isProblemCode)).toBe(true);
  for (const other of ['store_closed', '__proto__', '', null, 1, ['internal']])
    expect(isProblemCode(other)).toBe(false);
});
