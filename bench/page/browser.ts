// Chromium for what is measured in a page.
import { type Browser, chromium } from 'playwright-core';
import { chromiumFlags, findChromium } from '../../scripts/chromium.mjs';

/**
 * Starts Chromium, uses it and ends it.
 *
 * @throws Error when there is none
 */
export async function withBrowser<Result>(use: (browser: Browser) => Promise<Result>): Promise<Result> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('Chromium is not installed; `npm test` brings it');
  // Frames of other sites stay in the page's process, where slowing down the page slows them down as well.
  const args = [...chromiumFlags, '--disable-site-isolation-trials', '--disable-features=Translate,IsolateOrigins'];
  const browser = await chromium.launch({ executablePath, args });
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}
