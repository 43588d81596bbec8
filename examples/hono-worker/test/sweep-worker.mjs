// The worker with a door to its object's storage: fills it with what is over, runs one round or sets the alarm, and tells what is left.
import { durableObjectStore } from '@tellsafe/server-kit/stores/durable-object';
import app, { Desk as Shop } from '../src/worker.mjs';

export default app;

const DAY_MS = 86_400_000;

export class Desk extends Shop {
  async fetch(request) {
    const { pathname, searchParams } = new URL(request.url);
    const [, step] = /^\/tellsafe\/test\/(\w+)$/.exec(pathname) ?? [];
    if (step === undefined) return super.fetch(request);
    const { storage } = this.ctx;
    if (step === 'fill') {
      await this.tellsafe.ready;
      await storage.deleteAlarm();
      await fill(storage, Number(searchParams.get('count')));
    }
    if (step === 'round') await this.tellsafe.maintain();
    if (step === 'alarm') await storage.setAlarm(Date.now());
    const { count } = await durableObjectStore(storage).overdue(Date.now());
    const alarm = await storage.getAlarm();
    return Response.json({ over: count, alarmInMs: alarm === null ? null : alarm - Date.now() });
  }
}

/** Records that were over a day ago. */
async function fill(storage, count) {
  const store = durableObjectStore(storage, { clock: () => Date.now() - 3 * DAY_MS });
  const place = { account: 'acme', group: 'over' };
  const record = (at) => {
    const key = { ...place, collection: 'test', id: `over-${at}` };
    return { ...key, body: new Uint8Array(1), expiresAt: Date.now() - DAY_MS };
  };
  for (let from = 0; from < count; from += 500) {
    const put = Array.from({ length: Math.min(500, count - from) }, (_, at) => record(from + at));
    await store.commit({ ...place, put });
  }
}
