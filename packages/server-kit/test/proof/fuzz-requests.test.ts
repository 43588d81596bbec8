// T8: whatever is sent to whichever route, the answer is a plain one: no failure, no effect of what is refused, nothing repeated.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cpuMs } from '../../../../scripts/cpu-time.ts';
import type { HarnessOptions } from '../harness.ts';
import { answers } from '../harness.ts';
import { storeWith } from '../support/broken-stores.ts';
import { inStore } from '../support/faults.ts';
import { judgeAnswer } from './fuzz-answers.ts';
import {
  buildRequest,
  type RequestInput,
  requestInputs,
  routeNames,
  type SealedBodies,
  untouched,
} from './fuzz-requests.ts';
import { FUZZ_TIMEOUT_MS, fuzz } from './fuzz-run.ts';
import { createFuzzWorld, type FuzzWorld } from './fuzz-world.ts';

async function target(given: HarnessOptions = {}) {
  const world = await createFuzzWorld(given);
  const sealed = { viewed: await world.device.seal(answers.card), submitted: await world.submitter.seal(answers.card) };
  const times: number[] = [];
  const outcomes = new Map<string, number>();
  const check = async (input: RequestInput) => {
    const { ms, outcome } = await judgeAnswer(world, input.route, await buildRequest(world, input, sealed));
    times.push(ms);
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  };
  return { world, sealed, times, outcomes, target: { name: 'requests', inputs: requestInputs, check } };
}

describe('the requests that are changed', () => {
  let world: FuzzWorld;
  let sealed: SealedBodies;
  beforeAll(async () => {
    ({ world, sealed } = await target());
  });
  afterAll(() => world.harness.close());

  const history = ['historyList', 'historyReads', 'historyRead'];
  const board = ['boardList', 'boardConversation', 'boardEvents'];
  const reports = ['reportFigures', 'reportInvitations', 'reportCsv', 'reportVolume', 'reportVolumeCsv'];
  const studio = routeNames.filter((name) => name.startsWith('studio'));
  const needMore = [
    ...routeNames.filter((name) => name.startsWith('privacy')),
    ...board,
    ...history,
    ...reports,
    ...routeNames.filter((name) => /^audit|^webhook|^entryPoint/.test(name)),
    ...studio,
    'conversationFind',
    'fileRead',
    'preview',
    'asset',
    'widget',
    'integrity',
    'consumerPush',
    'consumerPushSubscribe',
    'consumerPushUnsubscribe',
    'channelHandshake',
    'channelEvents',
  ];
  test.each(routeNames.filter((name) => !needMore.includes(name)))('%s is accepted as it is', async (name) => {
    const { url, init } = await buildRequest(world, untouched(name), sealed);
    const response = await world.harness.tellsafe.fetch(new Request(url, init));
    await response.body?.cancel();
    expect(response.status).toBeLessThan(300);
  });
});

test('T8 SF-OTK-06 requests: never a failure, an effect of a refusal, or a trace of what was sent', {
  timeout: FUZZ_TIMEOUT_MS,
}, async () => {
  const { world, times, outcomes, target: requests } = await target();
  const { failure, inputs } = await fuzz(requests);
  await world.harness.close();
  expect(failure).toBeUndefined();
  expect(inputs).toBeGreaterThan(200);
  // Not only the first gate was tried.
  const gates = ['request_invalid', 'session_invalid', 'invitation_unavailable', 'otk_invalid', '200'];
  expect([...outcomes.keys()]).toEqual(expect.arrayContaining(gates));
  const median = times.sort((one, other) => one - other)[Math.floor(times.length / 2)];
  expect(median).toBeLessThan(20);
});

const encoder = new TextEncoder();

/** One mistake each: what it is, how it is planted, and what must be said of it. */
const planted: readonly (readonly [mistake: string, said: RegExp, given: HarnessOptions])[] = [
  [
    'a rare byte makes the server fail',
    /status 500/,
    {
      fetch: (tellsafe) => async (request) => {
        const bytes = new Uint8Array(await request.clone().arrayBuffer());
        return bytes.includes(0xf5) ? new Response('', { status: 500 }) : tellsafe.fetch(request);
      },
    },
  ],
  [
    'a problem repeats a text of the request',
    /another text|repeats Zq7/,
    {
      fetch: (tellsafe) => async (request) => {
        const sent = await request.clone().text();
        const response = await tellsafe.fetch(request);
        const found = /Zq7\w*/.exec(sent)?.[0];
        if (response.status !== 400 || found === undefined) return response;
        return new Response((await response.text()).replace('"title":"', `"title":"${found}`), response);
      },
    },
  ],
  [
    'a wrong proof is told from a missing one',
    /another text for session_invalid/,
    {
      fetch: (tellsafe) => async (request) => {
        const response = await tellsafe.fetch(request);
        if (response.status !== 401 || request.headers.has('tellsafe-proof')) return response;
        const text = await response.text();
        return new Response(text.includes('"session_invalid"') ? text.replace('urn:', 'URN:') : text, response);
      },
    },
  ],
  [
    'a refusal may be kept by a cache',
    /header cache-control/,
    {
      fetch: (tellsafe) => async (request) => {
        const response = await tellsafe.fetch(request);
        if (response.status === 413) response.headers.set('cache-control', 'private');
        return response;
      },
    },
  ],
  [
    'an odd query takes a second',
    /took \d+ ms/,
    {
      fetch: (tellsafe) => async (request) => {
        for (const until = cpuMs() + 300; request.url.includes('%20') && cpuMs() < until; );
        return tellsafe.fetch(request);
      },
    },
  ],
  [
    'a refused request is counted in a record',
    /changed records: refusals/,
    inStore('records', (store) =>
      storeWith(store, {
        commit: (batch) => {
          const refusal = (batch.append ?? []).some(({ body }) => new TextDecoder().decode(body).includes('"refused"'));
          const key = { account: batch.account, group: batch.group, collection: 'refusals', id: 'count' };
          const put = [...(batch.put ?? []), { ...key, body: encoder.encode('1'), expiresAt: Number.MAX_SAFE_INTEGER }];
          return store.commit(refusal ? { ...batch, put } : batch);
        },
      }),
    ),
  ],
];

test.each(planted)('T8 control: %s', { timeout: FUZZ_TIMEOUT_MS }, async (_mistake, said, given) => {
  const { world, target: requests } = await target(given);
  const { failure } = await fuzz(requests, { isControl: true });
  await world.harness.close();
  expect(failure).toMatch(said);
});
