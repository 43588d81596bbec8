import { expect, test } from 'vitest';
import { roomFor } from './room.ts';

test('every room is as long as was asked for, full of zeros, and no part of another one', () => {
  const lengths = [0, 1, 64, 65, 1_000, 32_767, 32_768, 32_769, 5, 100_000, 7];
  const rooms = lengths.map(roomFor);
  for (const [at, room] of rooms.entries()) {
    expect(room.length).toBe(lengths[at]);
    expect(room.every((byte) => byte === 0)).toBe(true);
    room.fill(at + 1);
  }
  for (const [at, room] of rooms.entries()) expect(room.every((byte) => byte === at + 1)).toBe(true);
});
