// More requests than a process takes on: refused before anything of them is read, and nobody else is harmed (SF-OPS-04).
import { expect, test } from 'vitest';
import { sentForm } from '../clients.ts';
import { answers, createHarness, FORM_ORIGIN, SHOP_ORIGIN } from '../harness.ts';
import { storeWith } from '../support/broken-stores.ts';
import { dumpOf } from '../support/dump.ts';

const LIMIT = 10;

/** A kit whose commits wait until they are let go. */
async function heldHarness(requestsAtOnce: number) {
  let held: Promise<void> | undefined;
  let waiting = 0;
  const harness = await createHarness('memory', {
    options: { limits: { requestsAtOnce } },
    wrap: (stores) => ({
      ...stores,
      records: storeWith(stores.records, {
        get: async (keys) => {
          if (held) waiting += 1;
          await held;
          return stores.records.get(keys);
        },
      }),
    }),
  });
  return {
    harness,
    /** @returns lets them go */
    hold: (): (() => void) => {
      let go = () => {};
      held = new Promise((resolve) => {
        go = resolve;
      });
      return () => {
        held = undefined;
        go();
      };
    },
    waiting: () => waiting,
  };
}

function bodyThat(onRead: () => void): Request {
  const body = new ReadableStream(
    {
      pull: (controller) => {
        onRead();
        controller.enqueue(new TextEncoder().encode('{"handle":"x"}'));
        controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  const headers = { 'Content-Type': 'application/json', Origin: SHOP_ORIGIN };
  const url = `${FORM_ORIGIN}/tellsafe/v1/invitations/begin`;
  return new Request(url, { method: 'POST', headers, body, duplex: 'half' } as RequestInit);
}

async function overload(requestsAtOnce: number) {
  const { harness, hold, waiting: held } = await heldHarness(requestsAtOnce);
  try {
    const { device } = await sentForm(harness);
    await device.open();
    const letGo = hold();
    const waiting = Array.from({ length: LIMIT }, () => device.tryResume());
    await expect.poll(held).toBe(LIMIT);
    const before = await dumpOf(harness.stores);
    let read = 0;
    const first = await harness.tellsafe.fetch(
      bodyThat(() => {
        read += 1;
      }),
    );
    const live = await harness.tellsafe.fetch(new Request(`${FORM_ORIGIN}/tellsafe/v1/health/live`));
    const unharmed = (await dumpOf(harness.stores)) === before;
    letGo();
    const served = (await Promise.all(waiting)).map(({ status }) => status);
    const submitted = await device.take((await device.tryResume()).body).then(() => device.trySubmit(answers.card));
    return { first, read, live: live.status, unharmed, served, after: submitted.status };
  } finally {
    await harness.close();
  }
}

test('SF-OPS-04 what is too much is answered 503 with Retry-After, unread, and those under way are served', async () => {
  const { first, read, live, unharmed, served, after } = await overload(LIMIT);
  expect([first.status, first.headers.get('retry-after')]).toEqual([503, '1']);
  expect(first.headers.get('access-control-allow-origin')).toBe(SHOP_ORIGIN);
  expect([read, live, unharmed]).toEqual([0, 200, true]);
  expect(served).toEqual(Array(LIMIT).fill(200));
  expect(after).toBe(200);
});

test('SF-OPS-04 control: without the limit the same request is read and judged', async () => {
  const { first, read } = await overload(LIMIT + 1);
  expect([first.status, read]).toEqual([403, 1]);
});
