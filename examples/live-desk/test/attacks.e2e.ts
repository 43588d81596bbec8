// T15: scripts of a hostile host page against the form that opens in it. Whatever they read, nothing of what is typed gets to them, nor
// to any server. Each attack is shown to work against a form without isolation first. Every run tries all of them in Chromium and in
// Firefox those that rest on the engine; a long one tries all in both.

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { isLong } from '../../../packages/server-kit/test/proof/size.ts';
import type { Attack, Hostile, Surface } from './attacks/attack.ts';
import { frameAttacks } from './attacks/frames.ts';
import { type HostileShop, openHostileShop, type Trap } from './attacks/hostile-shop.ts';
import { CANARY, leaks } from './attacks/leaks.ts';
import { imitation, stolenKeyboard } from './attacks/limits.ts';
import { readingAttacks } from './attacks/reading.ts';
import { fill, openOverlay } from './engines/actors.ts';
import { type Driver, type Engine, type Place, waitFor } from './engines/driver.ts';
import { type PuppeteerDriver, startChromium, startFirefox } from './engines/puppeteer-driver.ts';

const attacks = [...readingAttacks, ...frameAttacks];
const SUBMIT = { role: 'button', name: 'Submit' };

describe.each([
  ['chromium', startChromium, attacks],
  ['firefox', startFirefox, isLong ? attacks : attacks.filter(({ restsOnEngine }) => restsOnEngine)],
] as const)('in %s', (_name, start, tried) => {
  const isWhole = tried === attacks;
  let engine: Engine<PuppeteerDriver>;
  let shop: HostileShop;
  let window: PuppeteerDriver;

  beforeAll(async () => {
    [engine, shop] = await Promise.all([start(), openHostileShop()]);
  });
  afterAll(() => Promise.all([engine.close(), shop.close()]));
  afterEach(() => window?.close());

  async function enter(attack: Attack, surface: Surface): Promise<Trap> {
    const trap = await shop.setTrap(attack, surface);
    window = await engine.window();
    await window.open(trap.url);
    await window.page.evaluate(async () => void (await (globalThis as unknown as { hostile: Hostile }).hostile.ready));
    return trap;
  }

  test.each(tried)('T15 SF-WV-03 SF-GEN-02 $name: nothing that is typed gets out', async (attack) => {
    const { surface = 'overlay' } = attack;
    const trap = await enter(attack, surface);
    const form = surface === 'popup' ? await openPopup(window) : await openOverlay(window, shop.formOrigin);
    await strike(window, attack, 'opened');
    await fill(form, CANARY);
    expect((await form.value('Card number')).replaceAll(' ', '')).toBe(CANARY['Card number']);
    await strike(window, attack, 'typed');
    if (!attack.destroys) {
      await form.click(SUBMIT);
      await form.see({ text: 'Payment card has been submitted' });
      expect(await trap.answers()).toEqual(CANARY);
    }
    expect(leaks(await collectedIn(window), trap.sent())).toEqual([]);
  });

  test.runIf(isWhole)(
    'T15 by nature a page can put a field of its own above the form; what the form holds stays unseen',
    async () => {
      const trap = await enter(imitation, 'overlay');
      const form = await openOverlay(window, shop.formOrigin);
      await form.fill('Card number', CANARY['Card number']);
      await strike(window, imitation, 'typed');
      await window.page.fill('Security code', CANARY.CVV);
      const collected = await collectedIn(window);
      expect(leaks(collected, trap.sent())).toEqual(['key imitation']);
      const got = collected.filter(({ way }) => way === 'key imitation').map(({ text }) => text);
      expect(got.join('')).toContain(CANARY.CVV);
      expect(got.join('')).not.toContain('4000');
    },
  );

  test.runIf(isWhole)(
    'T15 by nature a page can take the keyboard away; what it gets then is missing in the form, for the person to see',
    async () => {
      await enter(stolenKeyboard, 'overlay');
      const form = await openOverlay(window, shop.formOrigin);
      await form.fill('Card number', '4000');
      await strike(window, stolenKeyboard, 'typed');
      await waitFor('the field without the focus', () => form.evaluate(() => !document.hasFocus()));
      await window.type('0566');
      expect(await form.value('Card number')).toBe('4000');
      const collected = await collectedIn(window);
      const stolen = collected.filter(({ way }) => way === 'key stolen').map(({ text }) => text);
      expect(stolen.join('')).toBe('0566');
      await form.click(SUBMIT);
      await form.see({ text: 'Please correct' });
    },
  );

  // That an attack works is shown in one engine, in long runs in both.
  test.runIf(isWhole).each(attacks)('T15 control: $name succeeds against a form without isolation', async (attack) => {
    const trap = await enter(attack, attack.control);
    if (attack.control === 'inline') {
      await window.press('Tab');
      await strike(window, attack, 'opened');
      for (const text of Object.values(CANARY)) {
        await window.type(text);
        await window.press('Tab');
      }
      await window.press('Enter');
    } else {
      const form =
        attack.control === 'same-origin-popup'
          ? (await popupOf(window)).page
          : window.frame(`${shop.shopOrigin}/frame`);
      await form.see(SUBMIT);
      await strike(window, attack, 'opened');
      const filling = fill(form, CANARY);
      // What strikes before has what it wants before the person is done, who may never be: the form is covered.
      if (attack.moment === 'opened') filling.catch(() => undefined);
      else await filling;
    }
    await strike(window, attack, 'typed');
    const found = () => collectedIn(window).then((collected) => leaks(collected, trap.sent()));
    await expect.poll(found).toEqual(expect.arrayContaining([...attack.ways]));
  });
});

async function popupOf(window: PuppeteerDriver): Promise<Driver> {
  await window.page.click({ role: 'button', name: 'In a new window' });
  return window.popup();
}

async function openPopup(window: PuppeteerDriver): Promise<Place> {
  const { page } = await popupOf(window);
  await page.click({ role: 'button', name: 'Open the secure form' });
  await page.see(SUBMIT);
  return page;
}

async function strike({ page }: Driver, { moment }: Attack, now: Attack['moment']): Promise<void> {
  if (moment === now)
    await page.evaluate(async () => void (await (globalThis as unknown as { hostile: Hostile }).hostile.strike?.()));
}

function collectedIn({ page }: Driver): Promise<Hostile['collected']> {
  return page.evaluate(() => (globalThis as unknown as { hostile: Hostile }).hostile.collected);
}
