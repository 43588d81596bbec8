// A manager's history in a browser (SF-ACC-04, SF-AUD-01), with the archive's key in the vault: she decides to read, sees what is recorded,
// and every reading and refusal leaves its trace.
import { expect, test } from 'vitest';
import { tracesOf } from '../../../../scripts/typed-traces.ts';
import { ACCOUNT } from '../../src/live-desk.ts';
import { ask, pageChecks } from '../page-checks.ts';
import { agentAt, consumerAt } from '../people.ts';
import { useStage } from '../stage.ts';

const PATIENCE = { timeout: 20_000 };
const NAME = '<img src=x onerror=alert(1)>\u202eElena';
const CARD = { 'Name on card': NAME, 'Card number': '4111 1111 1111 1111', 'Expiry date': '12/31', CVV: '737' };

const stage = useStage();

test('SF-ACC-04 SF-AUD-01 SF-AGT-03 T20 a manager reads a closed form after saying so, and each reading is shown', async () => {
  const consumer = await consumerAt(stage.browser, stage.desk.shopUrl);
  const maya = await agentAt(stage.browser, stage.desk.deskUrl);
  await maya.signIn('Maya Lind');
  await consumer.say('I would like to pay.');
  await maya.choose();
  await maya.take();
  await maya.send('Payment card');
  await consumer.openForm();
  await consumer.fill(CARD);
  await consumer.submit();
  await maya.viewForm.waitFor();

  const context = await stage.browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' });
  context.setDefaultTimeout(PATIENCE.timeout);
  await context.addInitScript(await pageChecks());
  const nora = await agentAt(context, stage.desk.deskUrl);
  await nora.signIn('Nora Keller');
  const { page } = nora;
  const alerts: string[] = [];
  page.on('dialog', (dialog) => {
    alerts.push(dialog.message());
    void dialog.dismiss();
  });
  await page.getByRole('navigation', { name: 'Areas' }).getByRole('button', { name: 'History' }).click();
  const history = page.locator('tellsafe-history');
  // Open conversations are none of hers.
  await history.getByText('Nothing recorded yet').waitFor();
  await maya.close();
  await page.reload();
  const row = history.locator('tbody tr');
  await row.getByText('Sealed').waitFor();

  // By keyboard: the row opens, nothing is read; the button that says what reading means reads.
  const { conversationId, invitationId } = await entryOf();
  const readings = () => stage.desk.tellsafe.history.reads({ accountId: ACCOUNT, conversationId });
  await row.getByRole('button').focus();
  await page.keyboard.press('Enter');
  await history.getByText('Nobody has read these answers so far.').waitFor();
  await history.getByText('Reading is recorded').waitFor();
  expect(await readings()).toEqual([]);
  await history.getByRole('button', { name: 'Read answers' }).focus();
  await page.keyboard.press('Enter');
  const answer = (label: string) => nora.answer(label);
  await expect.poll(() => answer('Name on card'), PATIENCE).toContain('<img src=x onerror=alert(1)>');
  expect(await answer('Card number')).toBe('4111111111111111');
  await page.keyboard.press('Escape');
  const viewer = history.locator('tellsafe-answers');
  await viewer.getByRole('button', { name: 'Reveal Card number' }).waitFor();
  await viewer.getByText('Not recorded: this answer was off the record.').waitFor();
  expect(await viewer.getByRole('button', { name: 'Send again' }).count()).toBe(0);
  expect(await viewer.locator('img').count()).toBe(0);
  expect(await readings()).toMatchObject([{ invitationId, agent: { name: 'Nora Keller' } }]);
  await viewer.getByRole('button', { name: 'Close answers' }).click();
  await viewer.waitFor({ state: 'detached' });

  // Who read it is shown from then on; what is erased meanwhile is refused in one text, and nothing of it is left in the browser.
  await row.getByRole('button').click();
  await history.locator('.reads').getByText('Nora Keller').waitFor();
  await stage.desk.tellsafe.privacy.eraseConversation({ accountId: ACCOUNT, conversationId });
  await history.getByRole('button', { name: 'Read answers' }).click();
  await viewer.getByText('These answers cannot be read here.').waitFor();
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(tracesOf(kept, ['4111111111111111', 'Elena', '737'])).toEqual([]);

  await viewer.getByRole('button', { name: 'Close answers' }).click();
  await page.emulateMedia({ colorScheme: 'dark' });
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    expect(await ask(page, 'tooWide', 'smallTargets')).toEqual([]);
  }
  expect(alerts).toEqual([]);
  expect([...nora.problems, ...maya.problems].filter((text) => !text.includes('403'))).toEqual([]);

  async function entryOf() {
    const { entries } = await stage.desk.tellsafe.history.list({ accountId: ACCOUNT });
    const [entry] = entries;
    if (!entry) throw new Error('no entry');
    return entry;
  }
});
