// P11: what one invitation that has not ended takes of the process that holds it in the memory store.

import type { Benchmark } from './run/benchmark.ts';
import { startChild } from './run/child.ts';
import { rounded } from './run/statistics.ts';
import type { Filled } from './servers/invitations.ts';

const counts = { quick: 200, whole: 100_000 };

export const p11: Benchmark = {
  id: 'P11',
  title: 'memory for an invitation that was sent and not yet opened, memory store',
  unit: 'bytes',
  reach: { atMost: 2048 },
  run: async ({ quick }) => {
    const child = await startChild(new URL('./servers/invitations.ts', import.meta.url), { flags: ['--expose-gc'] });
    const filled = await child.call<Filled>('fill', counts[quick ? 'quick' : 'whole']);
    await child.stop();
    const { count, before, sent, opened } = filled;
    const each = (from: Filled['sent'], to: Filled['sent'], name: keyof Filled['sent']) =>
      rounded((to[name] - from[name]) / count, 0);
    const heap = (sent.heap - before.heap) / count;
    return {
      figure: heap,
      spread: [heap, heap],
      table: [
        [`bytes each, of ${count}`, 'heap and buffers', 'resident'],
        ['sent', each(before, sent, 'heap'), each(before, sent, 'resident')],
        ['opened, nothing answered yet', each(before, opened, 'heap'), each(before, opened, 'resident')],
      ],
      details: {
        residentBytes: each(before, sent, 'resident'),
        openedBytes: each(before, opened, 'heap'),
        openedResidentBytes: each(before, opened, 'resident'),
      },
    };
  },
};
