// Fills a store by a process of its own.
import { startChild } from '../run/child.ts';
import { rounded } from '../run/statistics.ts';

/** @returns how many seconds it took */
export async function fillStore(kind: string, place: string, invitations: number): Promise<number> {
  const startedAt = performance.now();
  const child = await startChild(new URL('./main.ts', import.meta.url), { args: [kind, place] });
  await child.call('fill', invitations);
  await child.stop();
  return rounded((performance.now() - startedAt) / 1000, 1);
}
