// axe in a page of Playwright's: what it finds, as lines for a test to compare with none. Other engines have engines/axe.ts.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { RuleObject } from 'axe-core';
import type { Frame, Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * Violations of WCAG 2.2 A and AA and of good practice in one document; frames are documents of their own. What fades from one look to
 * another is judged once it is there; what turns for ever is not waited for.
 *
 * @param rules - what does not hold for a part of a page
 */
export async function violations(place: Page | Frame, rules: RuleObject = {}): Promise<string[]> {
  // Not a script element: the pages' own content security policy refuses those.
  if (!(await place.evaluate(() => 'axe' in globalThis))) await place.evaluate(source);
  return place.evaluate(async (known) => {
    const elements = (root: ParentNode): Element[] =>
      [...root.querySelectorAll('*')].flatMap((each) => [each, ...(each.shadowRoot ? elements(each.shadowRoot) : [])]);
    // A change of looks begins to fade with the next frame, and what inherits a colour fades after its parent. What is folded away stands
    // still in the midst of it.
    for (;;) {
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      const shown = elements(document).filter((each) => each.checkVisibility());
      const moving = shown.flatMap((each) => each.getAnimations());
      const once = moving.filter(
        ({ effect, playState }) => effect?.getTiming().iterations === 1 && playState === 'running',
      );
      if (once.length === 0) break;
      await Promise.allSettled(once.map(({ finished }) => finished));
    }
    const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
    const found = await axe.run(document, { runOnly, rules: known, iframes: false, resultTypes: ['violations'] });
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map(
        ({ target, html, any }) => `${id} ${JSON.stringify(target)} ${html.slice(0, 160)} ${any[0]?.message ?? ''}`,
      ),
    );
  }, rules);
}
