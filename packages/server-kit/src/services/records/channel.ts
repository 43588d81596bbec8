// Records of people who write through a channel: which addresses are theirs, whether they want messages, where they are in a conversation.
// No address stands in any of them in clear: it is a MAC, or sealed with the conversation's data key.
import type { QuarantineReason } from '@tellsafe/core/wire';
import { jsonCodec } from './codec.ts';
import type { SealedText } from './conversation.ts';

/** One name of a person at an entry point; its id is the MAC of that name. */
export interface AddressRecord {
  readonly contactId: string;
}

export const addressCodec = jsonCodec<AddressRecord>();

/** A person at an entry point. */
export interface ContactRecord {
  readonly id: string;
  /** Their current conversation. It is named before it exists, so that messages that come at once begin one and the same. */
  readonly conversationId?: string;
  /** The ones before, the newest first, as long as a provider may repeat what belonged there. */
  readonly former: readonly { readonly id: string; readonly until: number }[];
  /** Whether they want messages; absent when they never said so. */
  readonly consent?: { readonly state: 'in' | 'out'; readonly at: number };
}

export const contactCodec = jsonCodec<ContactRecord>();

/** That something was told of a person, so that a repeat changes nothing. */
export interface ContactEventRecord {
  readonly at: number;
}

export const contactEventCodec = jsonCodec<ContactEventRecord>();

/** What of a conversation only its channel needs. */
export interface ChannelStateRecord {
  readonly contactId: string;
  /** JSON of the address to write to. */
  readonly address: SealedText;
  /** When the consumer last wrote, epoch ms: by the provider's clock unless that is ahead. */
  readonly lastInboundAt?: number;
  /** The consumer ended it at the provider, and has not written since. */
  readonly closed?: true;
  /** What their device can show, where the provider says it. */
  readonly deviceFeatures?: readonly string[];
}

export const channelStateCodec = jsonCodec<ChannelStateRecord>();

/** Where the files of a message are, sealed JSON. */
export interface MediaRecord {
  readonly refs: SealedText;
  /** When it came, epoch ms. */
  readonly at?: number;
}

export const mediaCodec = jsonCodec<MediaRecord>();

/** What a consumer said by a channel, apart from its event: an event stays what it is, and what was said can be taken back. */
export interface SayingRecord {
  /** Sealed JSON of the message's content; absent before it came, and once it is erased. */
  readonly content?: SealedText;
  /** Ids of the entries in which it was written anew, which are sayings as well. */
  readonly edits?: readonly string[];
  /** When it was taken back, epoch ms. From then on nobody is shown what is left here under a legal hold. */
  readonly takenBackAt?: number;
}

export const sayingCodec = jsonCodec<SayingRecord>();

/** How an entry point does, whatever process noticed it. */
export interface EntryPointStateRecord {
  readonly lastInboundAt?: number;
  readonly lastAcceptedAt?: number;
  readonly lastError?: { readonly at: number; readonly class: string; readonly code: string };
  /** The provider did not take a credential. */
  readonly stopped?: { readonly since: number; readonly until: number; readonly code: string };
  /** What each credential was last: its MAC, and since when. */
  readonly credentials?: Readonly<Record<string, { readonly mac: string; readonly since: number }>>;
}

export const entryPointStateCodec = jsonCodec<EntryPointStateRecord>();

/** What could not be understood, sealed; bytes in base64url. */
export interface QuarantineRecord {
  readonly entryPoint: string;
  readonly at: number;
  readonly reason?: QuarantineReason;
  readonly sealed: string;
}

export const quarantineCodec = jsonCodec<QuarantineRecord>();
