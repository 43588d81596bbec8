// Holds what a consumer's browser loads to its limits (gzip bytes), and keeps out code that has no place there.
import { existsSync } from 'node:fs';
import { misplacedCode } from './bundle-size.ts';
import { consumerBundles } from './consumer-bundles.ts';

for (const { name, limitBytes, needs, measure, belongs = [] } of consumerBundles) {
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
