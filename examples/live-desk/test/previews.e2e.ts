// T16: what looks at links ahead of people (previews in messengers, scanners of mails, browsers that fetch early) spends nothing and
// marks nothing as seen; afterwards the person's own tap still opens the form. A build whose GET has an effect is caught.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { nodeListener } from '@tellsafe/server-kit/node';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from './engines/driver.ts';
import { startChromium, startFirefox } from './engines/puppeteer-driver.ts';
import { freePort } from './server-process.ts';
import { ACCOUNT, type Invited, openSmallKit, type SmallKit } from './small-kit.ts';

const userAgents: string[] = JSON.parse(
  readFileSync(new URL('data/preview-user-agents.json', import.meta.url), 'utf8'),
);
const early = [{ 'Sec-Purpose': 'prefetch' }, { 'Sec-Purpose': 'prefetch;prerender' }, { Purpose: 'preview' }];
const OPEN = { role: 'button', name: 'Open the secure form' };

let kit: SmallKit;
let server: Server;
let formOrigin: string;
let handle: Fetch;

type Fetch = SmallKit['tellsafe']['fetch'];

beforeAll(async () => {
  const [shopPort, formPort] = [await freePort(), await freePort()];
  formOrigin = `http://127.0.0.1:${formPort}`;
  kit = await openSmallKit(`http://localhost:${shopPort}`, formOrigin);
  server = createServer(nodeListener((request) => handle(request))).listen(formPort, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await kit.close();
});
afterEach(() => {
  handle = kit.tellsafe.fetch;
});

/** The addresses that a service may make out of a link: most leave the fragment out, some send it as a part of the path or query. */
function addressesOf({ handle }: Invited): string[] {
  const page = `${formOrigin}/tellsafe/form/${ACCOUNT}`;
  return [page, `${page}%23${handle}`, `${page}?${handle}`, `${page}?handle=${handle}`];
}

/** Everything that a service without a browser may do with a link. */
async function look(invited: Invited, userAgent: string): Promise<void> {
  const requests = addressesOf(invited).flatMap((url) => [
    ...['GET', 'HEAD', 'OPTIONS'].map((method) => new Request(url, { method })),
    ...early.map((headers) => new Request(url, { headers })),
  ]);
  const begin = `${formOrigin}/tellsafe/v1/invitations/begin`;
  const body = JSON.stringify({ handle: invited.handle });
  requests.push(
    new Request(`${begin}?handle=${invited.handle}`),
    new Request(begin, { method: 'HEAD' }),
    new Request(begin, { method: 'OPTIONS' }),
    ...early.map(
      (headers) =>
        new Request(begin, { method: 'POST', body, headers: { ...headers, 'content-type': 'application/json' } }),
    ),
  );
  for (const request of requests) {
    request.headers.set('user-agent', userAgent);
    await (await fetch(request)).arrayBuffer();
  }
}

/** What changed since: nothing, if all is well. */
async function effects(invited: Invited, writesBefore: number): Promise<string[]> {
  const status = await invited.status();
  return [
    ...(status === 'sent' ? [] : [`status is ${status}`]),
    ...(invited.writes === writesBefore ? [] : ['its conversation was written to']),
  ];
}

test('T16 SF-OTK-07 SF-CN-03 SF-STA-04 twenty services look at a link in every way they know, and nothing comes of it', async () => {
  handle = kit.tellsafe.fetch;
  const invited = await kit.invite();
  const before = invited.writes;
  expect(userAgents).toHaveLength(20);
  for (const userAgent of userAgents) await look(invited, userAgent);
  expect(await effects(invited, before)).toEqual([]);
});

test('T16 control: a build whose GET spends is caught', async () => {
  const invited = await kit.invite();
  const post = (path: string, body: object) =>
    kit.tellsafe.fetch(
      new Request(`${formOrigin}/tellsafe/v1/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    );
  handle = async (request) => {
    const given = new URL(request.url).searchParams.get('handle');
    if (given && request.method === 'GET') {
      const { openKey } = (await (await post('invitations/begin', { handle: given })).json()) as { openKey: string };
      await post('forms/open', { openKey, claim: 'A'.repeat(43) });
    }
    return kit.tellsafe.fetch(request);
  };
  const before = invited.writes;
  await look(invited, userAgents[0] ?? '');
  expect(await effects(invited, before)).toEqual(['status is viewed', 'its conversation was written to']);
});

describe.each([
  ['chromium', startChromium],
  ['firefox', startFirefox],
] as const)('in %s', (_name, start) => {
  let engine: Engine;

  beforeAll(async () => {
    engine = await start();
  });
  afterAll(() => engine.close());

  test('T16 SF-OTK-07 a browser without a person loads the link and presses by script: the person’s own tap still opens it', async () => {
    handle = kit.tellsafe.fetch;
    const invited = await kit.invite();
    const link = `${formOrigin}/tellsafe/form/${ACCOUNT}#${invited.handle}`;
    const before = invited.writes;
    const scanner = await engine.window();
    for (let visit = 0; visit < 3; visit += 1) {
      await scanner.open('about:blank');
      await scanner.open(link);
      await scanner.page.see(OPEN);
      await scanner.page.evaluate(pressEverything);
    }
    await scanner.page.see(OPEN);
    expect(await effects(invited, before)).toEqual([]);
    await scanner.close();

    const person = await engine.window();
    await person.open(link);
    await person.page.click(OPEN);
    await person.page.see({ role: 'button', name: 'Submit' });
    expect(await invited.status()).toBe('viewed');
    await person.close();
  });
});

/** Runs in the form page: what scanners do to see what is behind buttons. */
async function pressEverything(): Promise<void> {
  for (const button of document.querySelectorAll<HTMLElement>('button, a, [tabindex]')) {
    button.focus();
    button.click();
    for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'touchend'])
      button.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true, composed: true }));
    for (const type of ['keydown', 'keyup'])
      button.dispatchEvent(new KeyboardEvent(type, { key: 'Enter', bubbles: true, cancelable: true }));
  }
  await new Promise((resolve) => setTimeout(resolve, 200));
}
