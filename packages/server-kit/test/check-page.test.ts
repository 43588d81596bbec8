// `tellsafe check page` against live servers: one as published, and ones with something changed on the way.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCli } from '../src/cli/run.ts';
import { nodeListener } from '../src/runtime/node.ts';
import { createHarness, type Harness } from './harness.ts';

let harness: Harness;
let server: Server | undefined;
beforeEach(async () => {
  harness = await createHarness('memory', { account: { language: 'de' } });
});
afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  await harness.close();
});

type Change = (path: string, response: Response) => Response | Promise<Response>;

/** A live page whose answers somebody changes; gives its address. */
async function live(change: Change = (_path, response) => response): Promise<string> {
  const listener = nodeListener(async (request) =>
    change(new URL(request.url).pathname, await harness.tellsafe.fetch(request)),
  );
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/tellsafe/form/acme`;
}

async function check(...args: string[]) {
  const [written, errors]: [string[], string[]] = [[], []];
  const output = { write: (text: string) => written.push(text), error: (text: string) => errors.push(text) };
  const code = await runCli(['check', 'page', ...args], '0.0.0', output);
  return { code, written: written.join(''), errors: errors.join('') };
}

test('SF-WV-02 a page as published passes', async () => {
  const { code, written, errors } = await check(await live());
  expect([code, errors]).toEqual([0, '']);
  expect(written).toMatch(/^The page, its headers and \d+ files are as published\.\n$/);
});

test.each(['block', 'handoff', 'allow'] as const)(
  'SF-CN-04 a page passes with whatever links do on computers: %s',
  async (desktop) => {
    await harness.close();
    harness = await createHarness('memory', { account: { desktop } });
    expect((await check(await live())).code).toBe(0);
  },
);

async function replaced(response: Response, from: string | RegExp, to: string): Promise<Response> {
  const text = await response.text();
  expect(text).toMatch(from);
  return new Response(text.replace(from, to), response);
}

const onPage = (change: (response: Response) => Response | Promise<Response>): Change => {
  return (path, response) => (path.includes('/form/') ? change(response) : response);
};

const withHeader = (name: string, value: string | null) =>
  onPage((response) => {
    const headers = new Headers(response.headers);
    if (value === null) headers.delete(name);
    else headers.set(name, value);
    return new Response(response.body, { status: response.status, headers });
  });

const oneFile =
  (kind: RegExp, change: (response: Response) => Response | Promise<Response>): Change =>
  (path, response) =>
    kind.test(path) ? change(response) : response;

const changes: readonly (readonly [what: string, finding: RegExp, change: Change])[] = [
  [
    'a script more in the document',
    /document is not the published/,
    onPage((one) => replaced(one, '<body>', '<body><script src="//x.example/"></script>')),
  ],
  [
    'another script in the document',
    /document is not the published/,
    onPage((one) => replaced(one, /form-[\w-]+\.js/, 'form-other.js')),
  ],
  [
    'a pin less in the document',
    /document is not the published/,
    onPage((one) => replaced(one, / integrity="[^"]*"/, '')),
  ],
  [
    'another host in the document than in the policy',
    /header Content-Security-Policy/,
    onPage((one) => replaced(one, 'https://www.acme.example', 'https://evil.example')),
  ],
  ['no form page at all', /not a form page/, onPage(() => new Response('<h1>Hello</h1>'))],
  ['no policy', /header Content-Security-Policy is missing/, withHeader('content-security-policy', null)],
  [
    'a weaker policy',
    /header Content-Security-Policy is default-src \*/,
    withHeader('content-security-policy', 'default-src *'),
  ],
  ['types guessed', /header X-Content-Type-Options is missing/, withHeader('x-content-type-options', null)],
  ['no referrer policy', /header Referrer-Policy/, withHeader('referrer-policy', null)],
  ['a cached page', /header Cache-Control/, withHeader('cache-control', 'public')],
  ['features allowed', /header Permissions-Policy/, withHeader('permissions-policy', 'camera=*')],
  [
    'a changed script',
    /assets\/form-[\w-]+\.js is not the published file/,
    oneFile(/form-[\w-]+\.js$/, async (one) => new Response(`${await one.text()};`)),
  ],
  [
    'a changed part',
    /assets\/part-[\w-]+\.js is not the published file/,
    oneFile(/assets\/part/, async (one) => new Response(`${await one.text()};`)),
  ],
  ['a changed style', /form-[\w-]+\.css is not the published file/, oneFile(/\.css$/, () => new Response(''))],
  [
    'a changed script tag',
    /widget\/tellsafe\.js is not the published file/,
    oneFile(/tellsafe\.js$/, () => new Response('')),
  ],
  ['a missing file', /answers with status 404/, oneFile(/widget\/part/, () => new Response(null, { status: 404 }))],
  ['a page that is gone', /page answers with status 500/, onPage(() => new Response(null, { status: 500 }))],
  ['a page that moved', /page answers with status 302/, onPage(() => Response.redirect('https://evil.example/'))],
];

test.each(changes)('SF-WV-02 control: %s is found', async (_what, finding, change) => {
  const { code, written, errors } = await check(await live(change));
  expect([code, written]).toEqual([1, '']);
  expect(errors).toMatch(finding);
});

test.each([
  [[]],
  [['not a url']],
  [['ftp://forms.acme.example/form/acme']],
  [['https://forms.acme.example/']],
  [['https://a.example/form/a', 'more']],
  [['--what']],
])('wrong arguments %j are refused', async (args) => {
  const { code, written, errors } = await check(...args);
  expect([code, written]).toEqual([2, '']);
  expect(errors).toContain('Usage: tellsafe check page <url>');
});

test('help says what it does, and a server that is not there is said to be so', async () => {
  expect((await check('--help')).written).toContain('Usage: tellsafe check page <url>');
  expect(await check('http://127.0.0.1:9/tellsafe/form/acme')).toMatchObject({
    code: 1,
    errors: 'http://127.0.0.1:9 cannot be reached.\n',
  });
});
