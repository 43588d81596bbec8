import { expect, test } from 'vitest';
import { channelFlags } from './flags.ts';

test('--channels and --seed are read', () => {
  expect(channelFlags([])).toBeUndefined();
  expect(channelFlags(['--history'])).toBeUndefined();
  expect(channelFlags(['--channels'])).toEqual({});
  expect(channelFlags(['--channels', '--seed', '0'])).toEqual({ seed: 0 });
  expect(channelFlags(['--seed=4294967295', '--channels'])).toEqual({ seed: 4_294_967_295 });
});

test.each(['', '-1', '1.5', '0x10', '4294967296', 'seven', '--history'])(
  '--seed %j is refused in one sentence with flag, value and range',
  (value) => {
    const sentence = `--seed is "${value}", but must be a whole number from 0 to 4294967295.`;
    expect(() => channelFlags(['--channels', `--seed=${value}`])).toThrow(sentence);
    if (!value.startsWith('--')) expect(() => channelFlags(['--channels', '--seed', value])).toThrow(sentence);
  },
);

test('--channels does not go with what is played otherwise, and --seed not without it', () => {
  expect(() => channelFlags(['--seed', '1'])).toThrow('--seed is for the phones; add --channels.');
  expect(() => channelFlags(['--channels', '--split'])).toThrow('leave out --split');
  expect(() => channelFlags(['--history', '--channels'])).toThrow('leave out --history');
});
