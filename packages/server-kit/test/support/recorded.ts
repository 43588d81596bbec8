// Telemetry that a test reads.
import type { Attributes, Telemetry } from '../../src/telemetry/types.ts';

export interface Recorded {
  readonly telemetry: Telemetry;
  /** What was recorded under a name, in order. */
  of(name: string): readonly { readonly value: number; readonly attributes: Attributes }[];
  /** What tells it apart, in order. */
  attributesOf(name: string): readonly Attributes[];
}

export function recorded(): Recorded {
  const points: { readonly name: string; readonly value: number; readonly attributes: Attributes }[] = [];
  const of: Recorded['of'] = (name) =>
    points.filter((point) => point.name === name).map(({ value, attributes }) => ({ value, attributes }));
  return {
    telemetry: {
      record: (name, value, attributes = {}) => points.push({ name, value, attributes }),
      observe: () => () => undefined,
      span: (_step, run) => run({ set: () => undefined, fail: () => undefined }),
    },
    of,
    attributesOf: (name) => of(name).map(({ attributes }) => attributes),
  };
}
