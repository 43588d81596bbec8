// axe over the demo's whole pages, as people meet them: the parts are clean on their own, and together too.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { agentAt, consumerAt } from './people.ts';
import { useStage } from './stage.ts';

const stage = useStage();
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function violations(page: Page | Frame): Promise<string[]> {
  // Not a script element: the pages' own content security policy refuses those.
  return page.evaluate(`${axe}; axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], iframes: false })
    .then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes.map(({ target }) => JSON.stringify(target)).join(' ')))`);
}

test.each(['light', 'dark'] as const)('SF-A11Y-02 no axe violation in shop, form and desk, %s', async (colorScheme) => {
  const looks = { colorScheme, viewport: { width: 1280, height: 800 } };
  const consumer = await consumerAt(await stage.browser.newContext(looks), stage.desk.shopUrl);
  const maya = await agentAt(await stage.browser.newContext(looks), stage.desk.deskUrl);
  await maya.page.getByRole('heading', { level: 1 }).waitFor();
  expect(await violations(maya.page)).toEqual([]);
  await maya.signIn('Maya Lind');
  await consumer.say('Good evening');
  await maya.choose();
  await maya.take();
  await maya.send('Payment card');
  await consumer.bubble.getByText('Payment card').waitFor();
  expect(await violations(consumer.page)).toEqual([]);
  await consumer.openForm();
  const form = consumer.page.frames().find((frame) => frame.url().startsWith(stage.desk.formOrigin));
  expect(form && (await violations(form))).toEqual([]);
  await consumer.submit();
  await consumer.form.getByText('Please correct 4 answers').waitFor();
  expect(form && (await violations(form))).toEqual([]);
  expect(await violations(maya.page)).toEqual([]);
});

test('SF-A11Y-02 control: what axe must find is found', async () => {
  const page = await stage.browser.newPage();
  await page.goto(stage.desk.shopUrl);
  await page.evaluate(() => document.body.append(document.createElement('img'), document.createElement('input')));
  expect((await violations(page)).map((line) => line.split(' ')[0])).toEqual(
    expect.arrayContaining(['image-alt', 'label']),
  );
});
