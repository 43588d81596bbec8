// Every measure of the kit: name, kind, unit, what it means, and by what it is told apart. Names follow OpenTelemetry's conventions where
// these have one. docs/operation.md and the dashboard are held to this table by a test.

/** One measure. */
export interface Instrument {
  readonly kind: 'counter' | 'histogram' | 'gauge';
  /** UCUM, as OpenTelemetry has it. */
  readonly unit: string;
  readonly description: string;
  readonly attributes: readonly string[];
}

/** All of them. */
export const instruments = {
  /** @see https://opentelemetry.io/docs/specs/semconv/http/http-metrics/#metric-httpserverrequestduration */
  'http.server.request.duration': {
    kind: 'histogram',
    unit: 's',
    description: 'Time until a request is answered; a stream, until it begins.',
    attributes: ['http.request.method', 'http.route', 'http.response.status_code', 'url.scheme'],
  },
  /** @see https://opentelemetry.io/docs/specs/semconv/http/http-metrics/#metric-httpserveractive_requests */
  'http.server.active_requests': {
    kind: 'gauge',
    unit: '{request}',
    description: 'Requests under way.',
    attributes: [],
  },
  'tellsafe.requests.refused': {
    kind: 'counter',
    unit: '{request}',
    description: 'Requests that were refused unread because too many were under way or the process ends.',
    attributes: [],
  },
  /** @see https://opentelemetry.io/docs/specs/semconv/http/http-metrics/#metric-httpclientrequestduration */
  'http.client.request.duration': {
    kind: 'histogram',
    unit: 's',
    description: 'Time of a request to a push service, a provider or an endpoint of webhooks.',
    attributes: ['http.request.method', 'http.response.status_code', 'error.type', 'tellsafe.purpose'],
  },
  /** @see https://opentelemetry.io/docs/specs/semconv/database/database-metrics/#metric-dbclientoperationduration */
  'db.client.operation.duration': {
    kind: 'histogram',
    unit: 's',
    description: 'Time of a call of a store.',
    attributes: ['db.operation.name', 'db.namespace', 'error.type'],
  },
  'tellsafe.keys.issued': {
    kind: 'counter',
    unit: '{key}',
    description: 'One-time keys that were made.',
    attributes: ['tellsafe.purpose'],
  },
  'tellsafe.keys.used': {
    kind: 'counter',
    unit: '{attempt}',
    description: 'Attempts to use a one-time key: fresh, repeat, or why it was refused.',
    attributes: ['tellsafe.purpose', 'tellsafe.outcome'],
  },
  'tellsafe.submissions': {
    kind: 'counter',
    unit: '{submission}',
    description: 'Forms whose answers were stored.',
    attributes: ['tellsafe.off_the_record'],
  },
  'tellsafe.outbox.changes': {
    kind: 'counter',
    unit: '{message}',
    description: 'Messages of channels that came into a state.',
    attributes: ['tellsafe.state'],
  },
  'tellsafe.webhooks.lag': {
    kind: 'histogram',
    unit: 's',
    description: 'Time from what happened to the endpoint that took the message of it.',
    attributes: [],
  },
  'tellsafe.streams': {
    kind: 'gauge',
    unit: '{stream}',
    description: 'Event streams that are open.',
    attributes: [],
  },
} as const satisfies Readonly<Record<string, Instrument>>;

/** Name of a measure. */
export type InstrumentName = keyof typeof instruments;
