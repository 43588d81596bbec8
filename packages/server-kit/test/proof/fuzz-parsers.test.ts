// T8: parsers of stored bytes and of what other parties say give what they promise or nothing, and never throw anything else.

import { openAtRest } from '@tellsafe/core/crypto/at-rest';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { parseFrameMessage } from '../../../consumer-widget/src/internal/channel.ts';
import { parseKeyFile } from '../../src/keys/file-format.ts';
import { addresses, boxes, channels, keyFiles, problems } from './fuzz-parsers.ts';
import { FUZZ_TIMEOUT_MS, type FuzzTarget, fuzz, TIME_BOX_MS } from './fuzz-run.ts';
import { agentFeed, streams } from './fuzz-streams.ts';

// What a browser has and Node has not, as far as streams listen to it.
beforeAll(() => void vi.stubGlobal('addEventListener', () => undefined));
afterAll(() => void vi.unstubAllGlobals());

const targets = [keyFiles(), boxes(), channels(), addresses, problems, streams()] as FuzzTarget<unknown>[];

describe('T8 SF-WV-03 parsers', () => {
  test.each(targets)('$name', { timeout: FUZZ_TIMEOUT_MS }, async (target) => {
    expect((await fuzz(target, { boxMs: TIME_BOX_MS / targets.length })).failure).toBeUndefined();
  });
});

const planted = [
  [
    'a key file whose size is not looked at',
    /Invalid array length|read again|out of/,
    keyFiles((bytes) => {
      if (bytes.length % 64 === 0) new Array(63 - bytes.length);
      return parseKeyFile(bytes);
    }),
  ],
  [
    'a box whose version is not looked at',
    /opened what was changed/,
    boxes((key, bytes, context) => openAtRest(key, Uint8Array.from([1, ...bytes.subarray(1)]), context)),
  ],
  [
    'a frame that may say more',
    /a message of|lets a text through/,
    channels((data) => (parseFrameMessage(data) && typeof data === 'object' ? (data as never) : null)),
  ],
  [
    'a feed that takes every name',
    /the agent heard/,
    streams(async (bytes) => {
      const text = bytes.map((each) => new TextDecoder().decode(each)).join('');
      const event = /^event: (\S+)\n\n/m.exec(text)?.[1];
      return event === undefined ? agentFeed(bytes) : [{ event, data: {} }];
    }),
  ],
] as unknown as readonly (readonly [mistake: string, said: RegExp, target: FuzzTarget<unknown>])[];

test.each(planted)('T8 control: %s', { timeout: FUZZ_TIMEOUT_MS }, async (_mistake, said, target) => {
  expect((await fuzz(target, { isControl: true })).failure).toMatch(said);
});
