// The engines that this machine can have, by name.
import type { Engine, EngineName } from './driver.ts';
import { startChromium, startFirefox } from './puppeteer-driver.ts';
import { startWebKit } from './webkit-driver.ts';

const starters: Readonly<Record<EngineName, () => Promise<Engine>>> = {
  chromium: startChromium,
  firefox: startFirefox,
  webkit: startWebKit,
};

/** WebKitGTK exists for Linux only (scripts/parts.mjs); elsewhere its flows have nowhere to run. */
export const engineNames: readonly EngineName[] =
  process.platform === 'linux' ? ['chromium', 'firefox', 'webkit'] : ['chromium', 'firefox'];

/** Starts an engine; a missing one is an error that says how to get it. */
export function startEngine(name: EngineName): Promise<Engine> {
  return starters[name]();
}
