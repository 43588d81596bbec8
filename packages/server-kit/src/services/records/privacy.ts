// Records of legal holds and of erasures: ids and instants only. An erasure stays as the proof that it happened.
import { jsonCodec } from './codec.ts';

/** One reason to keep. */
export interface LegalHold {
  /** The host's own name of it, for example of a case. */
  readonly id: string;
  readonly at: number;
}

/** The holds of a conversation or a consumer. Without any it is about to go: what it held is released first. */
export interface HoldRecord {
  readonly holds: readonly LegalHold[];
  /** Present for the holds of a consumer: the MAC of their id. */
  readonly consumer?: string;
  /** Present for the holds of a conversation. */
  readonly conversationId?: string;
}

export const holdCodec = jsonCodec<HoldRecord>();

/** What is erased. */
export type ErasureScope =
  | { readonly scope: 'submission'; readonly conversationId: string; readonly submissionId: string }
  | { readonly scope: 'conversation'; readonly conversationId: string }
  | {
      readonly scope: 'consumer';
      readonly consumer: string;
      /** What channels' gateways had set aside of them, until it is gone: ids alone, so that whoever finishes needs no name. */
      readonly aside?: readonly QuarantinedName[];
    };

/** Names something that was set aside at an entry point. */
export interface QuarantinedName {
  readonly entryPoint: string;
  readonly id: string;
}

/** An erasure that was begun. */
export type ErasureRecord<Scope extends ErasureScope = ErasureScope> = Scope & {
  readonly requestedAt: number;
  /** When nothing was left the first time. */
  readonly finishedAt?: number;
};

export const erasureCodec = jsonCodec<ErasureRecord>();
