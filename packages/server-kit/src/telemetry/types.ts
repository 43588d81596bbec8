// Where the kit tells what it measures: a small port, so that a host without telemetry pays nothing and loads nothing. The adapter for
// OpenTelemetry is beside it.
import type { InstrumentName } from './names.ts';

/**
 * What says more about a measure or a span. **Security:** names of routes, states and codes only; never an id of a person, a conversation or
 * a record, a handle, a key, or a text that somebody wrote.
 */
export type Attributes = Readonly<Record<string, string | number | boolean>>;

/** A step that takes time. */
export interface Span {
  /** Adds to what is known of it. */
  set(attributes: Attributes): void;
  /** It failed. @param code an error code or a class name; never a message */
  fail(code: string): void;
}

/** What a step is, as OpenTelemetry has it. */
export type SpanKind = 'internal' | 'server' | 'client';

/** A gauge's value with what it is of. */
export interface Observation {
  readonly value: number;
  readonly attributes?: Attributes;
}

/** Takes what the kit measures. Must neither throw nor wait. */
export interface Telemetry {
  /** Adds to a counter, or to a histogram. Times are in seconds. */
  record(name: InstrumentName, value: number, attributes?: Attributes): void;
  /** Is asked for a gauge's values. @returns ends it */
  observe(name: InstrumentName, read: () => readonly Observation[]): () => void;
  /**
   * Runs a step in a span that is the parent of those within.
   *
   * @param step - with the headers of the request that begins it, whose trace it may go on with
   */
  span<Result>(
    step: {
      readonly name: string;
      readonly kind: SpanKind;
      readonly attributes?: Attributes;
      readonly headers?: HeaderReader;
    },
    run: (span: Span) => Promise<Result>,
  ): Promise<Result>;
  /** The trace that is under way, for the log. */
  traceId?(): string | undefined;
}

/** Reads headers. */
export interface HeaderReader {
  get(name: string): string | null;
}

const noSpan: Span = { set: () => undefined, fail: () => undefined };

/** Tells nobody. */
export const noTelemetry: Telemetry = {
  record: () => undefined,
  observe: () => () => undefined,
  span: (_step, run) => run(noSpan),
};
