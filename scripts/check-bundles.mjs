// Holds what a consumer's browser loads to its limits (gzip bytes), and keeps out code that has no place there.
import { existsSync } from 'node:fs';
import { misplacedCode } from './bundle-size.ts';
import { consumerBundles, consumerModules, routesOfModule } from './consumer-bundles.ts';

for (const { name, limitBytes, needs, measure, belongs = [], routes } of consumerBundles) {
  if (!existsSync(needs)) {
    console.log(`${name}: not built, so not measured`);
    continue;
  }
  const { gzipBytes, inputs, routes: named } = await measure();
  const misplaced = misplacedCode(inputs).filter((code) => !belongs.includes(code));
  console.log(`${name}: ${gzipBytes} of ${limitBytes} bytes, gzip`);
  if (gzipBytes > limitBytes) console.error(`${name} is ${gzipBytes - limitBytes} bytes too large`);
  if (misplaced.length > 0) console.error(`${name} contains ${misplaced.join(', ')}`);
  if (gzipBytes > limitBytes || misplaced.length > 0) process.exitCode = 1;
  compareRoutes(name, named, routes);
}
if (consumerBundles.every(({ needs }) => existsSync(needs))) {
  for (const [name, routes] of Object.entries(consumerModules)) compareRoutes(name, await routesOfModule(name), routes);
}

/**
 * A consumer's code names its own routes and no others, so that nothing of the agents' side is told to the whole world.
 *
 * @param {string} name
 * @param {readonly string[]} named
 * @param {readonly string[]} routes
 */
function compareRoutes(name, named, routes) {
  if (`${named}` === `${routes}`) return;
  console.error(`${name} names the routes ${named.join(', ')}; expected are ${routes.join(', ')}`);
  process.exitCode = 1;
}
