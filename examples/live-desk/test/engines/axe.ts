// axe in whichever engine and document: what it finds, as lines for a test to compare with none.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Place } from './driver.ts';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Finding {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly unknown[] }[];
}

interface Axe {
  run(context: Document, options: object): Promise<{ violations: readonly Finding[] }>;
}

/** Violations of WCAG 2.2 A and AA and of good practice in one document; frames are documents of their own. */
export async function violations(place: Place): Promise<string[]> {
  if (!(await place.evaluate(() => 'axe' in globalThis))) await place.inject(source);
  return place.evaluate(async () => {
    const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const found = await (globalThis as unknown as { axe: Axe }).axe.run(document, { runOnly, iframes: false });
    return found.violations.map(
      ({ id, nodes }) => `${id} ${nodes.map(({ target }) => JSON.stringify(target)).join(' ')}`,
    );
  });
}
