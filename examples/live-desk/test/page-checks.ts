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
 * Walks through a page with Tab, there and back, and says what is wrong where the focus stops.
 *
 * @returns what got the focus on the way there, and the troubles of both ways
 */
export async function walk(page: Page, place: Page | Frame = page): Promise<{ stops: string[]; troubles: string[] }> {
  const troubles = new Set<string>();
  const stops: string[] = [];
  for (const key of ['Tab', 'Shift+Tab']) {
    for (let presses = 0; presses < PRESSES; presses += 1) {
      await page.keyboard.press(key);
      const now = await place.evaluate(() => {
        const { pageChecks: known } = globalThis as unknown as { pageChecks: PageChecks };
        return known.focusNow();
      });
      if (!now) break;
      if (key === 'Tab') stops.push(now.name);
      for (const trouble of now.troubles) troubles.add(trouble);
    }
  }
  return { stops, troubles: [...troubles] };
}
