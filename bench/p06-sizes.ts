// P6, P7, P8: what a consumer's browser loads, compressed; the same figures that the build is held to.
import { consumerBundles } from '../scripts/consumer-bundles.ts';
import type { Benchmark } from './run/benchmark.ts';

/** P6, P7 and P8. */
export const sizes: readonly Benchmark[] = consumerBundles.map(({ id, name, limitBytes, measure }) => ({
  id,
  title: `gzip bytes: ${name}`,
  unit: 'bytes',
  reach: { atMost: limitBytes },
  run: async () => {
    const { gzipBytes, inputs } = await measure();
    return {
      figure: gzipBytes,
      spread: [gzipBytes, gzipBytes],
      table: [
        ['', 'gzip bytes', 'of', 'source files'],
        [name, gzipBytes, limitBytes, inputs.length],
      ],
      details: {},
    };
  },
}));
