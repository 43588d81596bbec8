// The server is killed without warning after every step of the flow and started again: people notice nothing but a pause.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { agentAt, consumerAt, launchBrowser, ordinaryProfile } from './people.ts';
import { type ServerProcess, serverProcess } from './server-process.ts';

/** All that was lost has been repeated by then, and what came through is seen. */
const REPEATS_MS = 10_000;
const WORDS = 'I would like to pay.';

let browser: Browser;
let server: ServerProcess;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  server = await serverProcess();
  await server.start();
});
afterEach(() => server.dispose());

async function killAndRestart(): Promise<void> {
  await server.kill();
  await server.start();
}

/**
 * Waits for what a step leads to. A browser repeats by itself what was lost, for two seconds; where the machine is so busy that the
 * server takes longer to start, the person is told, and does it again.
 */
async function done(sign: Locator, again: () => Promise<void>): Promise<void> {
  try {
    await sign.waitFor({ timeout: REPEATS_MS });
  } catch {
    await Promise.any([sign.waitFor(), again().then(() => sign.waitFor())]);
  }
}

function countRecords(database: string, collection: string): number {
  const file = new DatabaseSync(join(server.dataDir, database), { readOnly: true });
  try {
    const row = file.prepare('SELECT count(*) AS n FROM records WHERE collection = ?').get(collection);
    return Number(row?.n);
  } finally {
    file.close();
  }
}

test('SF-OTK-02 SF-STA-05 SIGKILL after every step: the flow goes on, nothing doubled, nothing lost', async () => {
  const profile = await ordinaryProfile(join(server.dataDir, 'profile'));
  const consumer = await consumerAt(profile, server.shopUrl);
  const maya = await agentAt(browser, server.deskUrl);
  await maya.signIn('Maya Lind');
  await killAndRestart();
  await consumer.say(WORDS);
  await killAndRestart();
  await done(maya.page.getByRole('navigation').getByText('Guest').first(), () => consumer.say(WORDS));
  await maya.choose();
  await maya.take();
  await killAndRestart();
  await done(maya.page.getByRole('button', { name: 'Send form' }).first(), maya.take);
  await maya.send('Payment card');
  await killAndRestart();
  // The picker stays open with what went wrong.
  const send = maya.page.locator('tellsafe-form-picker').getByRole('button', { name: 'Send Payment card' });
  await done(maya.page.getByText('The form has been sent by the agent.'), () => send.click());
  await consumer.openForm();
  await killAndRestart();
  await consumer.fill({
    'Name on card': 'Ada Moreau',
    'Card number': '4111 1111 1111 1111',
    'Expiry date': '12/31',
    CVV: '737',
  });
  await consumer.submit();
  await consumer.form.getByText('Payment card has been submitted').waitFor();
  await killAndRestart();
  await maya.viewForm.click();
  expect(await maya.answer('Card number')).toBe('4111111111111111');
  // Off the record means memory only: the restart took it, and the viewer says so (SF-OTR-01, SF-OTR-03).
  await maya.viewer.getByText('This answer was off the record and is no longer available.').waitFor();
  await killAndRestart();
  await maya.page.reload();
  await maya.choose();
  await maya.viewForm.click();
  expect(await maya.answer('Name on card')).toBe('Ada Moreau');

  expect(await maya.page.getByText('The form has been sent by the agent.').count()).toBe(1);
  expect(await maya.page.getByText('The consumer has submitted the form.').count()).toBe(1);
  expect(await consumer.page.locator('tellsafe-invitation').count()).toBe(1);
  expect(countRecords('tellsafe-vault.db', 'answers')).toBe(1);
  expect(countRecords('tellsafe.db', 'invitation')).toBe(1);
  await profile.close();
  rmSync(join(server.dataDir, 'profile'), { recursive: true, force: true });
});
