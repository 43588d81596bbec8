// @tellsafe/server-kit/telemetry/opentelemetry: measures and spans of the kit through OpenTelemetry's API. The host brings the SDK, and with
// it says where they go; without one the API does nothing.
import {
  type Span as ApiSpan,
  type Counter,
  context,
  type Histogram,
  type MeterProvider,
  metrics,
  propagation,
  SpanKind,
  SpanStatusCode,
  type TracerProvider,
  trace,
} from '@opentelemetry/api';
import { type InstrumentName, instruments } from './names.ts';
import type { HeaderReader, Span, Telemetry } from './types.ts';

/** Name of the instrumentation. */
const SCOPE = '@tellsafe/server-kit';

/** Bounds of the conventions for durations, in seconds. */
const bounds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

/** How telemetry is given away. */
export interface OpenTelemetryOptions {
  /** Default: the global one. */
  readonly meterProvider?: MeterProvider;
  /** Default: the global one. */
  readonly tracerProvider?: TracerProvider;
  /**
   * Goes on with the trace that a request names in its headers, where nothing else has begun one. Default false: anyone who can reach the
   * kit could decide what is sampled. Set it where a gateway of one's own writes these headers.
   */
  readonly continueTraces?: boolean;
}

const kinds = { internal: SpanKind.INTERNAL, server: SpanKind.SERVER, client: SpanKind.CLIENT } as const;

/**
 * Gives the kit's measures and spans to OpenTelemetry.
 *
 * @example
 * ```ts
 * createTellsafe({ ...options, telemetry: openTelemetry() });
 * ```
 * @see https://opentelemetry.io/docs/languages/js/
 */
export function openTelemetry(options: OpenTelemetryOptions = {}): Telemetry {
  const meter = (options.meterProvider ?? metrics).getMeter(SCOPE);
  const tracer = (options.tracerProvider ?? trace).getTracer(SCOPE);
  const made = new Map<
    InstrumentName,
    (value: number, attributes?: Record<string, string | number | boolean>) => void
  >();
  const recorderOf = (name: InstrumentName) => {
    const { kind, unit, description } = instruments[name];
    const advice = { explicitBucketBoundaries: bounds };
    const instrument: Counter | Histogram =
      kind === 'counter'
        ? meter.createCounter(name, { unit, description })
        : meter.createHistogram(name, { unit, description, advice });
    return 'add' in instrument ? instrument.add.bind(instrument) : instrument.record.bind(instrument);
  };
  return {
    record: (name, value, attributes) => {
      let record = made.get(name);
      if (!record) {
        record = recorderOf(name);
        made.set(name, record);
      }
      record(value, attributes);
    },
    observe: (name, read) => {
      const { unit, description } = instruments[name];
      const gauge = meter.createObservableGauge(name, { unit, description });
      const callback: Parameters<typeof gauge.addCallback>[0] = (result) => {
        for (const { value, attributes } of read()) result.observe(value, attributes);
      };
      gauge.addCallback(callback);
      return () => gauge.removeCallback(callback);
    },
    span: ({ name, kind, attributes, headers }, run) => {
      const active = context.active();
      const isFirst = trace.getSpan(active) === undefined;
      const parent =
        options.continueTraces && isFirst && headers ? propagation.extract(active, headers, getter) : active;
      return tracer.startActiveSpan(
        name,
        { kind: kinds[kind], attributes: { ...attributes } },
        parent,
        async (span) => {
          try {
            return await run(spanOf(span));
          } finally {
            span.end();
          }
        },
      );
    },
    traceId: () => trace.getActiveSpan()?.spanContext().traceId,
  };
}

/** What a propagator reads: the headers of traces, and nothing that says who somebody is. */
const traceHeaders = ['traceparent', 'tracestate'];

const getter = {
  keys: () => traceHeaders,
  get: (headers: HeaderReader, name: string) =>
    traceHeaders.includes(name) ? (headers.get(name) ?? undefined) : undefined,
};

function spanOf(span: ApiSpan): Span {
  return {
    set: (attributes) => {
      span.setAttributes({ ...attributes });
    },
    fail: (code) => {
      span.setAttribute('error.type', code);
      span.setStatus({ code: SpanStatusCode.ERROR });
    },
  };
}
