// What every browser test of the demo stands on: one Chromium for a file, a fresh demo for each test, and all of it gone afterwards.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { type LiveDesk, type LiveDeskOptions, startLiveDesk } from '../src/live-desk.ts';
import { launchBrowser, ordinaryProfile } from './people.ts';
import { passwords } from './quick-passwords.ts';

/** The running test's browser and demo. */
export interface Stage {
  readonly browser: Browser;
  readonly desk: LiveDesk;
  /** The demo's clock, epoch milliseconds. */
  now(): number;
  /** Moves it forward. */
  advance(ms: number): void;
  /** A browser with a profile on disk, for what must outlive a reload; the same name again is the same browser, started anew. */
  profile(name?: string): Promise<BrowserContext>;
}

/** Sets the stage for the tests of this file, or of the describe block around. */
export function useStage(sealing: LiveDeskOptions['sealing'] = {}): Stage {
  let browser: Browser;
  let desk: LiveDesk;
  let dataDir: string;
  let aheadMs = 0;
  const profiles: BrowserContext[] = [];

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'live-desk-'));
    aheadMs = 0;
    desk = await startLiveDesk({
      port: 0,
      formPort: 0,
      dataDir,
      clock: () => Date.now() + aheadMs,
      sealing,
      passwords,
    });
  });
  afterEach(async () => {
    await Promise.all([...profiles.splice(0), ...browser.contexts()].map((context) => context.close()));
    await desk.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  return {
    get browser() {
      return browser;
    },
    get desk() {
      return desk;
    },
    now: () => Date.now() + aheadMs,
    advance: (ms) => {
      aheadMs += ms;
    },
    profile: async (name = `${profiles.length}`) => {
      const context = await ordinaryProfile(join(dataDir, `profile-${name}`));
      profiles.push(context);
      return context;
    },
  };
}
