// axe over the demo's whole pages, as people meet them: the parts are clean on their own, and together too.
import { expect, test } from 'vitest';
import { violations } from './axe.ts';
import { agentAt, consumerAt } from './people.ts';
import { useStage } from './stage.ts';

const stage = useStage();

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
