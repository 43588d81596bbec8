// A manager's live board in a browser (SF-MGR-01, SF-ACC-03): she follows a conversation by its statuses, and sees no word of it.
import { expect, test } from 'vitest';
import { ask, pageChecks, walk } from '../page-checks.ts';
import { agentAt, consumerAt } from '../people.ts';
import { useStage } from '../stage.ts';

const PATIENCE = { timeout: 20_000 };
const SAID = 'my canary sings at dawn';
const ADDRESS = { 'Street and number': 'Canary Row 17', 'Postal code': '69117', 'Town or city': 'Heidelberg' };

const stage = useStage();

test('SF-MGR-01 SF-ACC-03 SF-STA-05 a manager follows every status live, by keyboard, and sees no word of it', async () => {
  const context = await stage.browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' });
  context.setDefaultTimeout(PATIENCE.timeout);
  await context.addInitScript(await pageChecks());
  const nora = await agentAt(context, stage.desk.deskUrl);
  await nora.signIn('Nora Keller');
  const { page } = nora;
  await page.getByRole('navigation', { name: 'Areas' }).getByRole('button', { name: 'Live board' }).click();
  const board = page.locator('tellsafe-board');
  await board.getByText('No conversation yet').waitFor();

  // Somebody waits; an agent takes it and sends a form; the consumer opens it, fills it in; the agent reads.
  const consumer = await consumerAt(stage.browser, stage.desk.shopUrl);
  await consumer.say(SAID);
  const row = board.locator('tbody tr');
  await row.getByText('Waiting').waitFor();
  const figure = (name: string) => board.locator(`[data-figure=${name}] strong`);
  await expect.poll(() => figure('waiting').innerText(), PATIENCE).toBe('1');
  const maya = await agentAt(stage.browser, stage.desk.deskUrl);
  await maya.signIn('Maya Lind');
  await maya.choose();
  await maya.take();
  await row.getByText('Maya Lind').waitFor();
  await maya.send('Delivery address');
  await row.getByText('Delivery address').waitFor();
  await expect.poll(() => figure('formsOut').innerText(), PATIENCE).toBe('1');
  await consumer.openForm();
  await row.getByText('Viewed').waitFor();
  await consumer.fill(ADDRESS);
  await consumer.submit();
  await row.getByText('Submitted').waitFor();
  await expect.poll(() => figure('unread').innerText(), PATIENCE).toBe('1');
  await maya.viewForm.click();
  expect(await maya.answer('Street and number')).toBe(ADDRESS['Street and number']);
  await row.getByText('Read', { exact: true }).waitFor();

  // By keyboard: the timeline, and back to where she was.
  await row.getByRole('button').focus();
  await page.keyboard.press('Enter');
  const dialog = board.getByRole('dialog');
  await dialog.getByText('answers read by the agent').waitFor();
  await dialog.getByText('Taken by Maya Lind').waitFor();
  const seen = await page.evaluate(() => {
    const textOf = (node: Node): string => {
      const inside = node instanceof Element && node.shadowRoot ? [...node.shadowRoot.childNodes] : [];
      return (
        (node.nodeType === Node.TEXT_NODE ? (node.textContent ?? '') : '') +
        [...inside, ...node.childNodes].map(textOf).join(' ')
      );
    };
    return textOf(document.querySelector('tellsafe-workspace') ?? document.body);
  });
  expect(seen).toContain('Taken by Maya Lind');
  for (const word of [SAID, ...Object.values(ADDRESS)]) expect(seen).not.toContain(word);
  // Control: the agent, who may, sees both.
  await maya.page.getByText(SAID).first().waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  expect(
    await row.getByRole('button').evaluate((button) => (button.getRootNode() as ShadowRoot).activeElement === button),
  ).toBe(true);

  // Closed: counted as such, and still there for an hour.
  await maya.close();
  await row.getByText('Closed').waitFor();
  await board.getByLabel('Show').selectOption('Waiting');
  await board.getByText('No conversation fits these filters').waitFor();
  await board.getByRole('button', { name: 'Clear filters' }).first().click();
  await row.waitFor();

  // Phone and dark: nothing too wide, too small, or without a visible focus.
  await page.emulateMedia({ colorScheme: 'dark' });
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    expect(await ask(page, 'tooWide', 'smallTargets')).toEqual([]);
  }
  await page.reload();
  await row.waitFor();

  // She finds the conversation again, and words in it, which the audit keeps.
  await board.getByRole('button', { name: 'Find conversations' }).click();
  const search = board.getByRole('search', { name: 'Find conversations' });
  await search.getByLabel('Agent').selectOption({ index: 1 });
  await search.getByLabel('Status').selectOption('Closed');
  await search.getByRole('button', { name: 'Find' }).click();
  await row.getByText('Maya Lind').waitFor();
  await row.getByRole('button').click();
  await dialog.getByRole('searchbox').fill('CANARY');
  await page.keyboard.press('Enter');
  await dialog.locator('mark').getByText('canary').waitFor();
  await dialog.getByRole('button', { name: 'Close' }).click();
  expect(await ask(page, 'tooWide', 'smallTargets')).toEqual([]);
  await search.getByLabel('Your id of the consumer').fill('nobody-of-this-name');
  await page.keyboard.press('Enter');
  await board.getByText('No conversation fits').waitFor();
  await board.getByRole('button', { name: 'Back to the live board' }).click();
  await row.waitFor();
  const { stops, troubles } = await walk(page, 'Tab');
  expect(troubles).toEqual([]);
  expect(stops.join('\n')).toMatch(/What happened in conversation/);
  expect([...nora.problems, ...maya.problems]).toEqual([]);
});
