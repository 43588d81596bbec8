// Holds what a consumer's browser loads to its limits (gzip bytes), and keeps out code that has no place there.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureModule, measurePage, misplacedCode } from './bundle-size.ts';
import { root } from './workspace.mjs';

const widget = join(root, 'packages', 'consumer-widget');
const page = join(widget, 'dist', 'page');
const readManifest = () => JSON.parse(readFileSync(join(page, 'manifest.json'), 'utf8'));

const bundles = [
  {
    name: 'form page, until it can be used',
    limitBytes: 20_000,
    needs: join(page, 'manifest.json'),
    measure: () => measurePage(readManifest(), page),
  },
  {
    name: 'post-quantum sealing, where the browser has no ML-KEM',
    limitBytes: 18_000,
    needs: join(page, 'manifest.json'),
    belongs: ['@noble'],
    measure() {
      const { xwing, mlKem } = readManifest();
      const inputs = [...xwing.inputs, ...mlKem.inputs];
      if (mlKem.files.length === 0) throw new Error('The page has no chunk with ML-KEM of its own');
      return measurePage({ files: [...xwing.files, ...mlKem.files], inputs }, page);
    },
  },
  {
    name: '<tellsafe-invitation>, until it is shown and live, in one language',
    limitBytes: 10_000,
    needs: join(widget, 'dist', 'register.js'),
    // Later: the overlay, on the way to a press of the button, and the other languages.
    measure: () =>
      measureModule(
        "import '@tellsafe/consumer-widget/register';",
        widget,
        /(^|\/)overlay-[A-Z0-9]+\.js$|\/locales\/(?!en-)[a-z-]+-bubble\.js$/,
      ),
  },
];

for (const { name, limitBytes, needs, measure, belongs = [] } of bundles) {
  if (!existsSync(needs)) {
    console.log(`${name}: not built, so not measured`);
    continue;
  }
  const { gzipBytes, inputs } = await measure();
  const misplaced = misplacedCode(inputs).filter((code) => !belongs.includes(code));
  console.log(`${name}: ${gzipBytes} of ${limitBytes} bytes, gzip`);
  if (gzipBytes > limitBytes) console.error(`${name} is ${gzipBytes - limitBytes} bytes too large`);
  if (misplaced.length > 0) console.error(`${name} contains ${misplaced.join(', ')}`);
  if (gzipBytes > limitBytes || misplaced.length > 0) process.exitCode = 1;
}
