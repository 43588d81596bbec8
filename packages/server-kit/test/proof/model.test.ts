// T1: random sequences of requests against a real kit and a small model of the rules; every answer must be the model's
// (SF-OTK, SF-ACC, SF-OTR, SF-STA, SF-TIME). Its controls are in model-controls.test.ts.
import { expect, test } from 'vitest';
import { storeKinds } from '../harness.ts';
import { commandsOf, firstDifference, report, type Seen } from './model-run.ts';
import { sized } from './size.ts';

const SEED = 20_261_102;
const RUNS = sized(300, 10_000);
const COMMANDS = sized(40, 60);
const LIMIT_MS = sized(300_000, 6 * 3_600_000);

/** Every code that the model can give. Runs that come to see fewer are too tame. */
const everyCode = [
  ...['answers_unavailable', 'conflict', 'consumer_key_invalid', 'conversation_closed', 'conversation_not_assigned'],
  ...['conversation_unknown', 'form_unknown', 'invitation_unavailable', 'ok', 'otk_invalid', 'request_invalid'],
  'session_invalid',
];

const atLeast = (least: number) => expect.toSatisfy((count: number) => count >= least, `at least ${least}`);

test.each(storeKinds)(
  `T1 SF-OTK-02 SF-ACC-01 SF-ACC-02 SF-OTR-02 SF-STA-01 ${RUNS} runs of ${COMMANDS} commands answer as the model on the %s store`,
  async (kind) => {
    const seen: Seen = new Map();
    const difference = await firstDifference(kind, commandsOf(SEED, RUNS, COMMANDS), seen);
    if (difference) expect.unreachable(`seed ${SEED}, run ${difference.run}\n${report(difference)}`);
    for (const [request, counts] of seen) expect([request, counts.get('ok') ?? 0]).toEqual([request, atLeast(10)]);
    const refusals = new Set([...seen.values()].flatMap((counts) => [...counts.keys()]));
    expect([...refusals].sort()).toEqual(everyCode);
  },
  LIMIT_MS,
);
