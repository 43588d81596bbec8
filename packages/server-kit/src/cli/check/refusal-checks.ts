// What the routes refuse, and how: other origins, other methods, other types, too much, too often, nobody; always in the same words.

import { toBase64url } from '@tellsafe/core/encoding';
import { isProblemCode, PROBLEM_MEDIA_TYPE, routePaths } from '@tellsafe/core/wire';
import { type Answer, ask, baseOf, type Check, NotChecked, post, type Target } from './target.ts';

/** An origin that no account allows. */
const FOREIGN = 'https://tellsafe-check.invalid';

/** More than any route of a consumer takes. */
const TOO_MUCH = 'x'.repeat(256 * 1024);

/** Longest answer to a refusal; what is longer is somebody else's error page. */
const SHORT = 2_000;

/** What agents, managers and admins read: every such route that takes nothing in its path. */
const agentRoutes = Object.values(routePaths).filter(
  ({ method, caller, path }) => method === 'GET' && caller === 'agent' && !path.includes(':'),
);

/** A key that looks like one and is none. */
function wrongKey({ random }: Target): Record<string, string> {
  return { openKey: toBase64url(random(60)), claim: toBase64url(random(32)) };
}

const isLimited = ({ status, headers }: Answer) => [429, 503].includes(status) && headers.has('retry-after');

/** The checks. */
export const refusalChecks: readonly Check[] = [
  {
    id: 'foreign-origin',
    how: 'A page of an origin that no account allows is refused, and may not read the answer',
    rows: ['ASVS 3.5.1–3.5.3'],
    run: async (target) => {
      const answer = await post(target, '/v1/invitations/begin', { handle: 'x' }, { Origin: FOREIGN });
      const url = `${baseOf(target)}/v1/invitations/begin`;
      const preflight = await ask(target, url, {
        method: 'OPTIONS',
        headers: { Origin: FOREIGN, 'Access-Control-Request-Method': 'POST' },
      });
      const readable = [answer, preflight].some(({ headers }) => headers.has('access-control-allow-origin'));
      return [
        ...(answer.status === 403 && answer.text.includes('origin_refused')
          ? []
          : ['A foreign origin is not refused.']),
        ...(readable ? ['A foreign origin may read answers (Access-Control-Allow-Origin).'] : []),
      ];
    },
  },
  {
    id: 'methods',
    how: 'Methods that a route does not have are answered with 405',
    rows: ['ASVS 4.1.4'],
    run: async (target) => {
      const open = `${baseOf(target)}/v1/forms/open`;
      const asked: readonly (readonly [string, string])[] = [
        ['DELETE', target.page.href],
        ['PUT', open],
        ['GET', open],
      ];
      const statuses: number[] = [];
      for (const [method, url] of asked) statuses.push((await ask(target, url, { method })).status);
      return statuses.every((status) => status === 405) ? [] : ['A method that no route has is not answered with 405.'];
    },
  },
  {
    id: 'json-only',
    how: 'A body that a foreign page could send without asking is refused with 415',
    rows: ['ASVS 3.5.1–3.5.3'],
    run: async (target) => {
      const { status } = await post(target, '/v1/forms/open', wrongKey(target), { 'Content-Type': 'text/plain' });
      return status === 415 ? [] : ['A body of type text/plain is not refused with 415.'];
    },
  },
  {
    id: 'body-limit',
    how: 'A body of 256 KiB is refused with 413',
    rows: ['ASVS 2.4.1', 'PCI 6.2.4'],
    run: async (target) => {
      const { status } = await post(target, '/v1/forms/open', { openKey: TOO_MUCH });
      return status === 413 ? [] : ['A body of 256 KiB is not refused with 413.'];
    },
  },
  {
    id: 'error-words',
    how: 'Refusals are short problems of constant words; they repeat nothing and name nothing inside',
    rows: ['ASVS 16.5.1–16.5.4'],
    run: async (target) => {
      const mark = `mark-${toBase64url(target.random(12))}`;
      const answers = [
        await post(target, '/v1/invitations/begin', { handle: mark }),
        await post(target, '/v1/forms/open', { [mark]: mark }),
        await post(target, `/v1/none/${mark}`, {}),
        await ask(target, `${baseOf(target)}/v1/forms/open`, {
          ...{ method: 'POST', headers: { 'Content-Type': 'application/json' } },
          body: `{"${mark}`,
        }),
      ];
      return [...new Set(answers.flatMap((answer) => wrongWords(answer, mark)))];
    },
  },
  {
    id: 'uniform-refusal',
    how: 'Two keys that are wrong in different ways are refused in the same words',
    rows: ['ASVS 16.5.1–16.5.4', 'PCI 6.2.4'],
    run: async (target) => {
      const one = await post(target, '/v1/forms/open', wrongKey(target));
      const other = await post(target, '/v1/forms/open', { ...wrongKey(target), openKey: 'x' });
      const same = one.status === other.status && one.text === other.text;
      return same && one.status === 403 ? [] : ['Wrong keys are not all refused in the same words.'];
    },
  },
  {
    id: 'agents-only',
    how: 'The routes of agents answer nobody who has not signed in',
    rows: ['PCI 7.2.1–7.2.6', 'ASVS 8.2.1–8.2.3, 8.3.1–8.3.3'],
    run: async (target) => {
      const statuses: number[] = [];
      for (const { path } of agentRoutes) statuses.push((await ask(target, `${baseOf(target)}${path}`)).status);
      // A vault that runs apart has none of them.
      const isRefused = (status: number) => status >= 400 && status < 500;
      return statuses.every(isRefused) ? [] : ['A route of agents answers somebody who has not signed in.'];
    },
  },
  {
    id: 'login-needed',
    how: 'No agent session begins without a login',
    rows: ['PCI 7.2.1–7.2.6', 'ASVS 7.2.3, 7.4.1, 7.4.2'],
    run: async (target) => {
      const { status } = await post(target, '/v1/agent/sessions', {});
      return [401, 403, 404].includes(status) ? [] : ['An agent session begins without a login: see `authenticate`.'];
    },
  },
  {
    id: 'answers-not-stored',
    how: 'Answers of the routes are not kept by caches, and their type is not guessed',
    rows: ['ASVS 14.1.x, 14.2.1–14.2.7'],
    run: async (target) => {
      const { headers } = await post(target, '/v1/forms/open', wrongKey(target));
      return [
        ...(headers.get('cache-control') === 'no-store' ? [] : ['Cache-Control of an answer is not no-store.']),
        ...(headers.get('x-content-type-options') === 'nosniff' ? [] : ['An answer lacks nosniff.']),
      ];
    },
  },
  {
    id: 'rate-limit',
    how: 'Wrong keys, many at once, meet 429 or 503 with Retry-After (--burst)',
    rows: ['ASVS 2.4.1'],
    run: async (target) => {
      if (target.burst === undefined) throw new NotChecked('Give --burst with how many requests must meet a limit.');
      const answers = await Promise.all(
        Array.from({ length: target.burst }, () => post(target, '/v1/forms/open', wrongKey(target))),
      );
      return answers.some(isLimited) ? [] : ['So many requests at once met no limit.'];
    },
  },
];

function wrongWords({ status, headers, text }: Answer, mark: string): readonly string[] {
  const isProblem = headers.get('content-type')?.startsWith(PROBLEM_MEDIA_TYPE) && isProblemCode(codeOf(text));
  return [
    ...(status >= 400 && status < 500 ? [] : ['A wrong request is not answered with 4xx.']),
    ...(isProblem && text.length <= SHORT ? [] : ["A refusal is not one of the kit's problems."]),
    ...(text.includes(mark) ? ['A refusal repeats what was sent.'] : []),
    ...(/\bat \S+ \(|node_modules|\.[cm]?[jt]s:\d+|SQLITE|SELECT /.test(text)
      ? ['A refusal names code or queries.']
      : []),
  ];
}

function codeOf(text: string): unknown {
  try {
    return (JSON.parse(text) as { code?: unknown }).code;
  } catch {
    return undefined;
  }
}
