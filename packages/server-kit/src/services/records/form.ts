// Records of a form (which version is current) and of its versions.
import type { FormDefinition } from '@tellsafe/core/form';
import { jsonCodec } from './codec.ts';
import type { AgentName } from './conversation.ts';
import { rememberingCodec } from './remembering-codec.ts';

/** A form of an account. */
export interface FormRecord {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly version: number;
  /** Hash of the current version's definition. */
  readonly hash: string;
  readonly enabled: boolean;
  readonly skills?: readonly string[];
  readonly createdAt: number;
  /** The last change, a switch included; absent for forms that were never changed since this was kept. */
  readonly changedAt?: number;
  /** Absent for the host's own code and the kit itself. */
  readonly changedBy?: AgentName;
  /** Hash of the definition that the kit's options gave last: only another one there replaces what was made since. */
  readonly seed?: string;
}

export const formCodec = rememberingCodec(jsonCodec<FormRecord>());

/** One definition; never changed. Several versions may have it. */
export interface FormVersionRecord {
  readonly hash: string;
  readonly definition: FormDefinition;
}

/** When a version was made, and by whom. */
export interface FormChangeRecord {
  readonly version: number;
  readonly hash: string;
  readonly at: number;
  readonly by?: AgentName;
  /** The older version whose definition this one took over again. */
  readonly restored?: number;
}

export const formChangeCodec = jsonCodec<FormChangeRecord>();

export const formVersionCodec = jsonCodec<FormVersionRecord>();
