// A page without a bundler: one script tag from the kit, under a policy that allows nothing else.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { agentAt } from './people.ts';
import { useStage } from './stage.ts';

const CARD = { 'Name on card': 'Ada Moreau', 'Card number': '4111 1111 1111 1111', 'Expiry date': '12/31', CVV: '737' };

const stage = useStage();

test('SF-GEN-03 SF-WV-02 a chat and a form by one script tag, without a bundler', async () => {
  const page = await (await stage.browser.newContext()).newPage();
  const problems: string[] = [];
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  await page.goto(new URL('/plain', stage.desk.shopUrl).href);
  await page.getByLabel('Your message').fill('I would like to pay.');
  await page.keyboard.press('Enter');
  const maya = await agentAt(stage.browser, stage.desk.deskUrl);
  await maya.signIn('Maya Lind');
  await maya.page.getByRole('navigation').getByText('Kim').first().click();
  await maya.take();
  await maya.send('Payment card');
  await page.getByRole('button', { name: 'Fill in form' }).click();
  const form = page.frameLocator('iframe');
  for (const [label, value] of Object.entries(CARD)) await form.getByRole('textbox', { name: label }).fill(value);
  await form.getByRole('button', { name: 'Submit' }).click();
  await maya.viewForm.click();
  expect(await maya.answer('Card number')).toBe('4111111111111111');
  expect(problems).toEqual([]);
});

/** Opens a page and gives back what the browser said against its script. */
async function refusalOf(page: Page, url: string): Promise<string> {
  const [message] = await Promise.all([
    page.waitForEvent('console', (each) => each.text().includes('widget/tellsafe.js')),
    page.goto(url),
  ]);
  expect(await page.evaluate(() => customElements.get('tellsafe-invitation') === undefined)).toBe(true);
  return message.text();
}

/** A page on an origin of its own with nothing but the script tag. */
async function strangersPage(script: string): Promise<{ url: string; close(): void }> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(`<!doctype html><title>Elsewhere</title>${script}`);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://localhost:${(server.address() as AddressInfo).port}/`, close: () => server.close() };
}

test('SF-WV-02 a page of an origin that is not the account’s gets no script', async () => {
  const src = `${stage.desk.formOrigin}/tellsafe/widget/tellsafe.js`;
  const stranger = await strangersPage(`<script type="module" src="${src}"></script>`);
  const page = await (await stage.browser.newContext()).newPage();
  expect(await refusalOf(page, stranger.url)).toMatch(/No 'Access-Control-Allow-Origin' header/);
  stranger.close();
});

test('a script that is not the published one does not run where the page pins its hash', async () => {
  const url = new URL('/plain', stage.desk.shopUrl).href;
  const manifest = await (await fetch(`${stage.desk.formOrigin}/tellsafe/integrity.json`)).json();
  const pin = (manifest as { files: Record<string, string> }).files['widget/tellsafe.js'];
  const pinned = async (altered: boolean): Promise<Page> => {
    const page = await (await stage.browser.newContext()).newPage();
    await page.route(url, async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace(
        '<script type="module" src',
        `<script integrity="${pin}" type="module" src`,
      );
      expect(body).toContain(`integrity="${pin}"`);
      await route.fulfill({ response, body });
    });
    await page.route('**/widget/tellsafe.js', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: `${await response.text()}${altered ? '\n' : ''}` });
    });
    return page;
  };
  expect(await refusalOf(await pinned(true), url)).toMatch(/integrity/);
  const good = await pinned(false);
  await good.goto(url);
  await expect.poll(() => good.evaluate(() => customElements.get('tellsafe-invitation') !== undefined)).toBe(true);
});
