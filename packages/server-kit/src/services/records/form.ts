// Records of a form (which version is current) and of its versions.
import type { FormDefinition } from '@tellsafe/core/form';
import { jsonCodec } from './codec.ts';

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
}

export const formCodec = jsonCodec<FormRecord>();

/** One version; never changed. */
export interface FormVersionRecord {
  readonly version: number;
  readonly hash: string;
  readonly definition: FormDefinition;
}

export const formVersionCodec = jsonCodec<FormVersionRecord>();
