// Looks that a test takes from inside a page, as one script for it: checks/ holds them.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Frame, Page } from 'playwright-core';

/** What `pageChecks` brings into a page. */
export type PageChecks = typeof import('./checks/index.ts');

/** The script; add it to a context before its pages load. */
export async function pageChecks(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('./checks/index.ts', import.meta.url))],
    bundle: true,
    format: 'iife',
    globalName: 'pageChecks',
    // Scripts for every page run in a function of their own.
    footer: { js: 'globalThis.pageChecks = pageChecks;' },
    target: 'es2022',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

/** Asks a page for what some of its checks find. */
export function ask(
  place: Page | Frame,
  ...checks: readonly ('smallTargets' | 'tooWide' | 'cutOff' | 'movingThings' | 'invisibleThings')[]
): Promise<string[]> {
  return place.evaluate((names) => {
    const { pageChecks: known } = globalThis as unknown as { pageChecks: PageChecks };
    return names.flatMap((name) => known[name]());
  }, checks);
}

/** Most presses of Tab that a page may need. */
const PRESSES = 80;

/**
 * Walks through a page with one key until the focus leaves it. A browser gives the focus back to a page some time after it
 * left it, so a walk that follows another may begin on the page's edge: its first press may lead out, and only the second in.
 *
 * @returns what got the focus on the way, and what was wrong there
 */
export async function walk(
  page: Page,
  key: 'Tab' | 'Shift+Tab',
  place: Page | Frame = page,
): Promise<{ stops: string[]; troubles: string[] }> {
  const stops: string[] = [];
  const troubles: string[] = [];
  for (let presses = 0; presses < PRESSES; presses += 1) {
    await page.keyboard.press(key);
    const stop = await place.evaluate(() => {
      const { pageChecks: known } = globalThis as unknown as { pageChecks: PageChecks };
      return known.focusStop();
    });
    if (stop) {
      stops.push(stop.name);
      troubles.push(...stop.troubles);
    } else if (presses > 0) break;
  }
  return { stops, troubles };
}
