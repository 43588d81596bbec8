// What the form page's headers do in real browsers: who may hold it, what it cannot do itself, and whom it talks to in a whole flow.
// That the headers are right to the letter is proven in server-kit.
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { nodeListener } from '@tellsafe/server-kit/node';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openHostileShop } from '../attacks/hostile-shop.ts';
import { CANARY } from '../attacks/leaks.ts';
import { freePort } from '../server-process.ts';
import { ACCOUNT, openSmallKit, type SmallKit } from '../small-kit.ts';
import { fill, openOverlay } from './actors.ts';
import { type Driver, type Engine, PATIENCE_MS, waitFor } from './driver.ts';
import { engineNames, startEngine } from './engines.ts';
import { tryEverything } from './policies.ts';

const OTHER = 'birch';
/** So long a frame may take to ask for what it must not ask for. */
const SHORT_MS = 500;
/** What a page without a policy gets done itself, */
const AT_HOME = ['code from text', 'markup from text', 'inline script', 'inline style', 'base'];
/** and what it asks of another server. */
const ELSEWHERE = ['/fetch', '/beacon', '/socket', '/picture.svg', '/script.js', '/style.css', '/form', '/frame'];

describe.each(engineNames)('in %s', (name) => {
  const servers: Server[] = [];
  const windows: Driver[] = [];
  /** What each server was asked for, as `port/path`. */
  const asked: string[] = [];
  let engine: Engine;
  let kit: SmallKit;
  let shops: Readonly<Record<string, string>>;
  let formOrigin: string;
  let elsewhere: string;
  /** Whether the form page comes with its policy, or without, as a control. */
  let withPolicy = true;

  beforeAll(async () => {
    engine = await startEngine(name);
    const page: RequestListener = (request, response) => {
      const { searchParams } = new URL(request.url ?? '/', 'http://shop');
      response.setHeader('content-type', 'text/html');
      response.end(`<!doctype html><title>Shop</title><iframe src="${searchParams.get('show')}"></iframe>`);
    };
    const juniper = await listen(page);
    const birch = await listen(page);
    shops = { [ACCOUNT]: `http://localhost:${juniper}`, [OTHER]: `http://localhost:${birch}` };
    elsewhere = `http://localhost:${await listen((_request, response) => response.end())}`;
    formOrigin = `http://127.0.0.1:${await listen((request, response) => serveForm(request, response))}`;
    kit = await openSmallKit(shops[ACCOUNT] ?? '', formOrigin, { [OTHER]: shops[OTHER] ?? '' });
    const serveForm = nodeListener(async (request) => {
      const response = await kit.tellsafe.fetch(request);
      if (withPolicy) return response;
      const headers = new Headers(response.headers);
      headers.delete('content-security-policy');
      return new Response(response.body, { status: response.status, headers });
    });
  });
  afterAll(async () => {
    await engine.close();
    for (const server of servers) {
      server.close();
      server.closeAllConnections();
    }
    await kit.close();
  });
  afterEach(async () => {
    withPolicy = true;
    await Promise.all(windows.splice(0).map((window) => window.close()));
  });

  async function listen(listener: RequestListener): Promise<number> {
    const port = await freePort();
    const server = createServer((request, response) => {
      asked.push(`${port}${request.url}`);
      listener(request, response);
    });
    server.on('upgrade', ({ url }, socket) => {
      asked.push(`${port}${url}`);
      socket.destroy();
    });
    servers.push(server.listen(port, '127.0.0.1'));
    await once(server, 'listening');
    return port;
  }

  async function open(url: string): Promise<Driver> {
    const window = await engine.window();
    windows.push(window);
    await window.open(url);
    return window;
  }

  /**
   * Whether the form of an account lives in a frame of a shop: only then it asks for its script.
   *
   * @param patienceMs after which it does not, once it was asked for
   */
  async function livesIn(shop: string, account: string, patienceMs: number): Promise<boolean> {
    const begin = asked.length;
    const since = () => asked.slice(begin).join('\n');
    await open(`${shops[shop]}/?show=${formOrigin}/tellsafe/form/${account}`);
    await waitFor('the request for the form', async () => since().includes(`/form/${account}`));
    const lived = waitFor('its script', async () => since().includes('/assets/form-'), patienceMs);
    return lived.catch(() => false);
  }

  test('T15 SF-WV-02 only pages of the account’s own origins can hold its form', async () => {
    expect(await livesIn(ACCOUNT, ACCOUNT, PATIENCE_MS)).toBe(true);
    expect(await livesIn(OTHER, OTHER, PATIENCE_MS)).toBe(true);
    expect(await livesIn(OTHER, ACCOUNT, SHORT_MS)).toBe(false);
    expect(await livesIn(ACCOUNT, OTHER, SHORT_MS)).toBe(false);
    withPolicy = false; // control
    expect(await livesIn(OTHER, ACCOUNT, PATIENCE_MS)).toBe(true);
  });

  test('T15 SF-WV-02 the form page itself can neither run code from text nor reach another origin', async () => {
    const { port } = new URL(elsewhere);
    const reached = (begin: number) => asked.slice(begin).filter((each) => each.startsWith(`${port}/`));
    for (const policy of [true, false]) {
      withPolicy = policy;
      const begin = asked.length;
      const { page } = await open(`${formOrigin}/tellsafe/form/${ACCOUNT}`);
      const done = await page.evaluate(tryEverything, elsewhere);
      if (policy) {
        expect(done).toEqual([]);
        expect(reached(begin)).toEqual([]);
      } else {
        expect(done).toEqual(expect.arrayContaining(AT_HOME));
        const paths = () => reached(begin).map((each) => each.replace(/^\d+/, ''));
        await expect.poll(paths).toEqual(expect.arrayContaining(ELSEWHERE));
      }
    }
  });

  test('SF-WV-02 SF-WV-07 a whole flow talks to the shop and to the form’s origin, without cookies or referrers', async () => {
    const shop = await openHostileShop();
    try {
      const trap = await shop.setTrap({ name: 'none', script: () => {}, control: 'inline', ways: [] }, 'overlay');
      const window = await open(trap.url);
      const form = await openOverlay(window, shop.formOrigin);
      await fill(form, CANARY);
      await form.click({ role: 'button', name: 'Submit' });
      await form.see({ text: 'Payment card has been submitted' });
      const loaded = () => performance.getEntriesByType('resource').map(({ name }) => name);
      const requests = [
        ...(await window.page.evaluate(loaded)),
        ...(await form.evaluate(loaded)),
        ...('requests' in window ? (window.requests as string[]) : []),
      ].filter((url) => !url.startsWith('data:'));
      expect(requests.length).toBeGreaterThan(5);
      expect(new Set(requests.map((url) => new URL(url).origin))).toEqual(new Set([shop.shopOrigin, shop.formOrigin]));
      const toForm = trap.sent().filter((line) => line.includes('/tellsafe/'));
      expect(toForm.length).toBeGreaterThan(5);
      expect(toForm.filter((line) => /"(cookie|referer)"/.test(line))).toEqual([]);
    } finally {
      await shop.close();
    }
  });
});
