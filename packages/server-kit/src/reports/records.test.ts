import { expect, test } from 'vitest';
import { bucketId, placeText } from './records.ts';

test('the id of a bucket is a JSON list, whatever the ids in it are made of', () => {
  const name = { cohort: 'event', level: 'step', start: 1_700_000_100_000 } as const;
  const places = [
    { form: 'address', agent: 'agent-1', channel: 'web', entryPoint: 'web' },
    { form: '', agent: '', channel: 'sms', entryPoint: 'main' },
    { form: 'a"b', agent: '\\ 😀 "],[', channel: 'web', entryPoint: '' },
  ];
  for (const place of places) {
    const { form, agent, channel, entryPoint } = place;
    expect(JSON.parse(bucketId(name, placeText(place)))).toEqual([
      ...['event', 'step', 1_700_000_100_000],
      ...[form, agent, channel, entryPoint],
    ]);
  }
});
