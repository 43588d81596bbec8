// Positions that clients send back.
import { TellsafeError } from '@tellsafe/core';
import { isPosition } from '../stores/position.ts';
import type { Position } from '../stores/types.ts';

/**
 * Checks a position from outside.
 *
 * @param path where it stood, for the problem
 * @throws TellsafeError `request_invalid`
 */
export function parsePositionText(path: string, text: string | undefined): Position | undefined {
  if (text === undefined || isPosition(text)) return text;
  throw new TellsafeError('request_invalid', { issues: [{ path, code: 'format' }] });
}
