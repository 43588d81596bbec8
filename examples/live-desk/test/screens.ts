// Plays the demo and takes pictures of what people see, for the README and for whoever changed something that can be seen.
// Run: node examples/live-desk/test/screens.ts <folder>
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { startLiveDesk } from '../src/live-desk.ts';
import { agentAt, consumerAt, launchBrowser } from './people.ts';

const folder = resolve(process.argv[2] ?? 'screens');
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };
const looks: Readonly<Record<string, BrowserContextOptions>> = {
  desktop: { viewport: { width: 1280, height: 800 } },
  phone: PHONE,
  'phone-dark': { ...PHONE, colorScheme: 'dark' },
  'phone-arabic': { ...PHONE, locale: 'ar' },
  'desktop-dark': { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' },
};

mkdirSync(folder, { recursive: true });
const dataDir = mkdtempSync(join(tmpdir(), 'screens-'));
const desk = await startLiveDesk({ port: 0, formPort: 0, dataDir });
const browser = await launchBrowser();
try {
  for (const [look, options] of Object.entries(looks)) await play(look, options);
  await readmePicture(browser);
  console.log(`Pictures are in ${folder}`);
} finally {
  await browser.close();
  await desk.close();
  rmSync(dataDir, { recursive: true, force: true });
}

async function play(look: string, options: BrowserContextOptions): Promise<void> {
  const context = await browser.newContext(options);
  const consumer = await consumerAt(context, desk.shopUrl);
  const maya = await agentAt(await browser.newContext({ ...options, locale: 'en' }), desk.deskUrl);
  const shot = (page: Page, name: string) => page.screenshot({ path: join(folder, `${look}-${name}.png`) });
  const phone = options.isMobile === true;
  await shot(maya.page, 'desk-0-sign-in');
  await maya.signIn('Maya Lind');
  await shot(consumer.page, 'shop-0');
  if (phone) await consumer.page.locator('.chat-open').click();
  await consumer.say('Hello! I would like to order the Alma lamp.');
  await maya.choose();
  await shot(maya.page, 'desk-1-waiting');
  await maya.take();
  await maya.page.getByRole('textbox').last().fill('Lovely choice. I am sending you a secure form for your card.');
  await maya.page.keyboard.press('Enter');
  await maya.page.getByRole('textbox').last().fill('/form');
  await maya.page.getByRole('option').first().waitFor();
  await shot(maya.page, 'desk-2-command');
  await maya.page.getByRole('textbox').last().fill('');
  await maya.page.getByRole('button', { name: 'Send form' }).first().click();
  await maya.page.getByRole('button', { name: 'Payment card' }).first().click();
  await maya.page.waitForTimeout(300);
  await shot(maya.page, 'desk-2-picker');
  await maya.page.getByRole('button', { name: 'Send Payment card' }).click();
  await consumer.bubble.getByRole('button').first().waitFor();
  await consumer.page.waitForTimeout(300);
  await shot(consumer.page, 'shop-1-invitation');
  await consumer.bubble.getByRole('button').first().click();
  await consumer.form.getByRole('textbox').first().waitFor();
  await consumer.page.waitForTimeout(300);
  await shot(consumer.page, 'shop-2-form');
  const fields = consumer.form.getByRole('textbox');
  await fields.nth(0).fill('Ada Moreau');
  await fields.nth(1).fill('4111 1111 1111 1112');
  await consumer.form.locator('button[type=submit], button.submit').first().click();
  await consumer.page.waitForTimeout(400);
  await shot(consumer.page, 'shop-3-errors');
  await fields.nth(1).fill('4111 1111 1111 1111');
  await fields.nth(2).fill('12/31');
  await fields.nth(3).fill('737');
  await shot(consumer.page, 'shop-4-filled');
  await shot(maya.page, 'desk-3-viewed');
  await consumer.form.locator('button[type=submit], button.submit').first().click();
  await maya.viewForm.waitFor();
  await consumer.page.waitForTimeout(400);
  await shot(consumer.page, 'shop-5-success');
  await maya.viewForm.click();
  await maya.answer('Card number');
  await shot(maya.page, 'desk-4-answers');
  await consumer.page.keyboard.press('Escape');
  await consumer.page.waitForTimeout(300);
  await shot(consumer.page, 'shop-6-submitted');
  await maya.viewer.getByRole('button', { name: 'Close answers' }).click();
  await maya.close();
  await maya.page.getByText('This conversation is closed').first().waitFor();
  await shot(maya.page, 'desk-5-closed');
  await maya.page.context().close();
  await context.close();
}

/** Shop and desk side by side, as the README shows them. */
async function readmePicture(from: Browser): Promise<void> {
  const page = await (await from.newContext({ viewport: { width: 1600, height: 540 } })).newPage();
  const image = (name: string) =>
    `<img src="data:image/png;base64,${readFileSync(join(folder, `${name}.png`)).toString('base64')}">`;
  await page.setContent(`<style>body{margin:0;display:flex;gap:16px;padding:16px;background:#e9edf2}
    img{width:776px;border-radius:10px;box-shadow:0 2px 12px rgb(0 0 0/20%)}</style>
    ${image('desktop-shop-4-filled')}${image('desktop-desk-4-answers')}`);
  await page.screenshot({ path: join(folder, 'first-light.png') });
}
