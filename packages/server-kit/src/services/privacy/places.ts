// From what a request names to what the services work on.
import { isUuid, TellsafeError } from '@tellsafe/core';
import type { PrivacyReleaseRequest } from '@tellsafe/core/wire';
import { parseConsumerMac } from './consumers.ts';
import type { HeldPlace } from './holds.ts';

/**
 * The id of a conversation or of a submission.
 *
 * @throws TellsafeError `request_invalid` when it cannot be one
 */
export function parseUuid(id: string): string {
  if (isUuid(id)) return id;
  throw new TellsafeError('request_invalid', { issues: [{ path: 'id', code: 'format' }] });
}

/**
 * What is held.
 *
 * @throws TellsafeError `request_invalid` for an id that cannot be one of its kind
 */
export function heldPlaceOf(accountId: string, { kind, id }: Pick<PrivacyReleaseRequest, 'kind' | 'id'>): HeldPlace {
  if (kind === 'consumer') return { accountId, consumerId: id };
  if (kind === 'consumer-mac') return { accountId, consumerMac: parseConsumerMac(id) };
  return { accountId, conversationId: parseUuid(id) };
}
