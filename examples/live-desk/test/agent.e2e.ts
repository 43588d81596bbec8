// An agent's browser at the desk: forms by command, two real tabs, a reload, the clipboard, the end.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { tracesOf } from '../../../scripts/typed-traces.ts';
import { agentAt, meet } from './people.ts';
import { useStage } from './stage.ts';

const CARD = { 'Name on card': 'Ada Moreau', 'Card number': '4111 1111 1111 1111', 'Expiry date': '12/31', CVV: '737' };

const stage = useStage();

test('SF-AGT-01 SF-AGT-02 SF-AGT-03 two tabs, a reload and the clipboard of one agent', async () => {
  const context = await stage.browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { consumer, maya } = await meet(stage.browser, context, stage.desk);

  // By keyboard alone: find, look, confirm. Whoever takes a conversation has the focus in the message field.
  await maya.page.locator('textarea:focus').waitFor();
  await maya.page.keyboard.type('/form card');
  await maya.page.getByRole('option', { name: /Payment card/ }).waitFor();
  await maya.page.keyboard.press('Enter');
  await maya.page.getByRole('dialog').getByText('Off the record').waitFor();
  await maya.page.keyboard.press('Enter');
  await maya.page.getByText('The form has been sent by the agent.').waitFor();

  // Another tab of the same browser needs no sign-in, and sees what the first one did.
  const tab = await agentAt(context, stage.desk.deskUrl);
  await tab.page.getByText('The form has been sent by the agent.').waitFor();
  await consumer.openForm();
  for (const { page } of [maya, tab]) await page.getByText('The consumer has viewed the form.').waitFor();
  await tab.send('Delivery address');
  await maya.page.getByText('Delivery address').first().waitFor();
  await consumer.fill(CARD);
  await consumer.submit();
  for (const agent of [maya, tab]) {
    await agent.viewForm.click();
    expect(await agent.answer('CVV')).toBe('737');
  }

  // The copy goes when the answers are closed.
  const clipboard = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
  await tab.page.bringToFront();
  await tab.viewer.getByRole('button', { name: 'Copy Card number' }).click();
  await expect.poll(() => clipboard(tab.page)).toBe('4111111111111111');
  await tab.viewer.getByRole('button', { name: 'Close answers' }).click();
  await expect.poll(() => clipboard(tab.page)).toBe('');

  // A reload keeps the keys; what is on the device is ids.
  await tab.page.reload();
  await tab.viewForm.click();
  expect(await tab.answer('Card number')).toBe('4111111111111111');
  const kept = await tab.page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(tracesOf(kept, ['4111111111111111', '737', 'Moreau', 'maya', 'Maya'])).toEqual([]);

  // Signing out in one tab ends the other, and destroys the keys.
  await maya.signOut();
  for (const { page } of [maya, tab]) await page.getByText('You are signed out').waitFor();
  const left = await tab.page.evaluate(async () => {
    const names = (await indexedDB.databases()).map(({ name = '' }) => name).filter((name) => name.includes('agent'));
    const ids = await Promise.all(
      names.map(
        (name) =>
          new Promise((resolve) => {
            const opening = indexedDB.open(name);
            opening.onsuccess = () => {
              const keys = opening.result.transaction('keys').objectStore('keys').getAllKeys();
              keys.onsuccess = () => resolve(keys.result);
            };
          }),
      ),
    );
    return [names.length, ids.flat()];
  });
  expect(left).toEqual([1, []]);
  expect([...maya.problems, ...tab.problems]).toEqual([]);
});
