// axe over the demo's whole pages, as people meet them: the parts are clean on their own, and together too.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LiveDesk, startLiveDesk } from '../src/live-desk.ts';
import { agentAt, consumerAt, launchBrowser } from './people.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser;
let desk: LiveDesk;
let dataDir: string;

beforeAll(async () => {
  browser = await launchBrowser();
  dataDir = mkdtempSync(join(tmpdir(), 'accessibility-'));
  desk = await startLiveDesk({ port: 0, formPort: 0, dataDir });
});
afterAll(async () => {
  await browser.close();
  await desk.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function violations(page: Page | Frame): Promise<string[]> {
  // Not a script element: the pages' own content security policy refuses those.
  return page.evaluate(`${axe}; axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], iframes: false })
    .then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes.map(({ target }) => JSON.stringify(target)).join(' ')))`);
}

test.each(['light', 'dark'] as const)('SF-A11Y-02 no axe violation in shop, form and desk, %s', async (colorScheme) => {
  const looks = { colorScheme, viewport: { width: 1280, height: 800 } };
  const consumer = await consumerAt(await browser.newContext(looks), desk.shopUrl);
  const maya = await agentAt(await browser.newContext(looks), desk.deskUrl);
  expect(await violations(maya.page)).toEqual([]);
  await maya.signIn('Maya Lind');
  await consumer.say('Good evening');
  await maya.choose();
  await maya.take();
  await maya.send('Payment card');
  await consumer.bubble.getByText('Payment card').waitFor();
  expect(await violations(consumer.page)).toEqual([]);
  await consumer.openForm();
  const form = consumer.page.frames().find((frame) => frame.url().startsWith(desk.formOrigin));
  expect(form && (await violations(form))).toEqual([]);
  await consumer.submit();
  await consumer.form.getByText('Please correct 4 answers').waitFor();
  expect(form && (await violations(form))).toEqual([]);
  expect(await violations(maya.page)).toEqual([]);
  await maya.close();
});

test('SF-A11Y-02 control: what axe must find is found', async () => {
  const page = await browser.newPage();
  await page.goto(desk.shopUrl);
  await page.evaluate(() => document.body.append(document.createElement('img'), document.createElement('input')));
  expect((await violations(page)).map((line) => line.split(' ')[0])).toEqual(
    expect.arrayContaining(['image-alt', 'label']),
  );
});
