// Every row of the table of errors gives its class and its rule; what is in no row is unknown and is not tried for ever.
import { describe, expect, test } from 'vitest';
import { classify, httpCodes } from '../../src/channels/shared/error-classes.ts';
import { refusedBy } from '../../src/channels/shared/results.ts';
import { type ChannelName, channelNames, errorClasses } from '../../src/channels/types.ts';
import table from './data/error-classes.json' with { type: 'json' };

type Row = { readonly class: string; readonly retry: string };
const names: Readonly<Record<string, ChannelName>> = { 'sms.twilio': 'sms-twilio', 'rcs.google': 'rcs' };
const rules: Readonly<Record<string, string>> = {
  'refresh-token-once': 'renew-credential-once',
  're-sign-once': 'renew-credential-once',
  'backoff-same-messageId': 'backoff-same-id',
};

const { _meta, ...channels } = table;
const rows = Object.entries(channels).flatMap(([channel, groups]) =>
  Object.entries(groups as Record<string, Record<string, Row>>).flatMap(([group, codes]) =>
    Object.entries(codes).map(([code, row]) => [names[channel] ?? (channel as ChannelName), group, code, row] as const),
  ),
);

describe('CN-GEN-04 errors', () => {
  test.each(rows)('%s %s %s', (channel, group, code, row) => {
    const given =
      group === 'http' && code !== 'network'
        ? httpCodes(Number(code.replace('xx', '03')))
        : [code.replace('200-299', '230')];
    const { class: errorClass, retry } = classify(channel, given);
    expect([errorClass, retry]).toEqual([row.class, rules[row.retry] ?? row.retry]);
    expect(errorClasses).toContain(errorClass);
  });

  test.each(channelNames)('%s: a code that nobody knows is unknown, and final', (channel) => {
    const error = classify(channel, ['4711', '47']);
    expect(error).toEqual({ class: 'unknown', retry: 'never', code: '4711' });
    expect(refusedBy(error, new Headers(), 0)).toMatchObject({ state: 'rejected' });
  });

  test('waits that a rule names are heeded, and Retry-After before them', () => {
    const later = classify('whatsapp', ['131048']);
    expect(refusedBy(later, new Headers(), 1_000)).toMatchObject({ state: 'retry', notBefore: 1_000 + 3_600_000 });
    expect(refusedBy(later, new Headers({ 'retry-after': '5' }), 1_000)).toMatchObject({ notBefore: 6_000 });
  });
});
