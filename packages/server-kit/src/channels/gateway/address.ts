// The address of a conversation's consumer, sealed with the conversation's data key.
import type { ChannelStateRecord } from '../../services/records/channel.ts';
import type { Transcript } from '../../services/transcript.ts';
import { sealedFields } from '../../services/views.ts';
import type { Address } from '../types.ts';

/** Seals an address. */
export function sealAddress(transcript: Transcript, address: Address): string {
  return transcript.seal(sealedFields.address, JSON.stringify(address));
}

/** Opens the address of a conversation. */
export function openAddress(transcript: Transcript, { address }: Pick<ChannelStateRecord, 'address'>): Address {
  return JSON.parse(transcript.open(sealedFields.address, address)) as Address;
}

/** An address with what was known besides: what the provider says now counts, by kind of name. */
export function mergeAddress(known: Address | undefined, told: Address): Address {
  const schemes = told.aliases.map(({ scheme }) => scheme);
  const others = known?.aliases.filter(({ scheme }) => !schemes.includes(scheme)) ?? [];
  return { primary: told.primary, aliases: [...told.aliases, ...others] };
}
