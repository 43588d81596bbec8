// What every test of the engines stands on: one browser per engine and file, a fresh demo and fresh windows for each test.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { type LiveDesk, type LiveDeskOptions, startLiveDesk } from '../../src/live-desk.ts';
import { passwords } from '../quick-passwords.ts';
import { enterShop, sendForm, takeConversation } from './actors.ts';
import type { Driver, Engine, EngineName } from './driver.ts';
import { startEngine } from './engines.ts';

/** The running test's browser and demo. */
export interface EngineStage {
  readonly desk: LiveDesk;
  /** A window for somebody, with a profile of its own. */
  somebody(): Promise<Driver>;
  /** A consumer with an invitation to the payment card form in the shop, and the agent who sent it. */
  invited(): Promise<{ consumer: Driver; maya: Driver }>;
}

/** Sets the stage for the tests of the describe block around. */
export function useEngine(name: EngineName, sealing: LiveDeskOptions['sealing'] = {}): EngineStage {
  let engine: Engine;
  let desk: LiveDesk;
  let folder: string;
  const windows: Driver[] = [];

  beforeAll(async () => {
    engine = await startEngine(name);
  });
  afterAll(() => engine.close());
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'live-desk-'));
    desk = await startLiveDesk({ port: 0, formPort: 0, dataDir: folder, sealing, passwords });
  });
  afterEach(async () => {
    await Promise.all(windows.splice(0).map((window) => window.close()));
    await desk.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const somebody = async () => {
    const window = await engine.window();
    windows.push(window);
    return window;
  };
  return {
    get desk() {
      return desk;
    },
    somebody,
    async invited() {
      const [consumer, maya] = await Promise.all([somebody(), somebody()]);
      // One after the other: only one window of a browser has the keyboard.
      await enterShop(consumer, desk.shopUrl, 'I would like to pay.');
      await takeConversation(maya, desk.deskUrl);
      await sendForm(maya, 'Payment card');
      await consumer.page.see({ role: 'button', name: 'Fill in form' });
      return { consumer, maya };
    },
  };
}
