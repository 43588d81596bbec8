// What the kit tells OpenTelemetry (SF-OPS-02), by the real SDK: every measure of the table and no other, spans within spans, and nothing
// of what people wrote or are.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import dashboard from '../../../../docs/operation/dashboard.json';
import { type Instrument, type InstrumentName, instruments } from '../../src/telemetry/names.ts';
import { openTelemetry } from '../../src/telemetry/opentelemetry.ts';
import type { Telemetry } from '../../src/telemetry/types.ts';
import { call, Device, ok, submittedForm } from '../clients.ts';
import { answers, createHarness, type Harness } from '../harness.ts';
import { storeWith } from '../support/broken-stores.ts';

const guide = readFileSync(join(import.meta.dirname, '../../../../docs/operation.md'), 'utf8');
const names = Object.keys(instruments) as InstrumentName[];

function openSdk() {
  const metricExporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter: metricExporter, exportIntervalMillis: 3_600_000 });
  const meterProvider = new MeterProvider({ readers: [reader] });
  const spanExporter = new InMemorySpanExporter();
  const tracerProvider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter: spanExporter })] });
  return {
    telemetry: openTelemetry({ meterProvider, tracerProvider }),
    spans: () => spanExporter.getFinishedSpans(),
    metrics: async () => {
      await reader.forceFlush();
      const scopes = metricExporter.getMetrics().at(-1)?.scopeMetrics ?? [];
      return scopes.flatMap(({ metrics }) =>
        metrics.map(({ descriptor, dataPoints }) => ({
          ...{ name: descriptor.name as InstrumentName, unit: descriptor.unit },
          points: dataPoints.map(({ attributes }) => attributes),
        })),
      );
    },
    close: () => meterProvider.shutdown(),
  };
}

type Sdk = ReturnType<typeof openSdk>;

const toldOf = (span: ReadableSpan) => [span.name, span.attributes, span.status, span.events];

beforeAll(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
});
afterAll(() => context.disable());

let harness: Harness;
let sdk: Sdk;
afterEach(async () => {
  await harness.close();
  await sdk.close();
});

async function open(wrap: (telemetry: Telemetry) => Telemetry = (telemetry) => telemetry): Promise<void> {
  sdk = openSdk();
  harness = await createHarness('memory', { options: { telemetry: wrap(sdk.telemetry) } });
}

/** A whole form with a few failures beside it. @returns everything that must not be told */
async function wholeFlow(): Promise<readonly string[]> {
  const { agent, device, conversationId, invitation, submissionId } = await submittedForm(harness);
  const { readKey } = ok(await agent.tryReadKey(submissionId));
  ok(await agent.tryRead(submissionId, readKey));
  await new Device(harness, device.handle).tryOpen(device.openKey);
  await new Device(harness, device.handle).tryBegin();
  ok(await agent.call('POST', `/v1/conversations/${conversationId}/messages`, textMessage));
  await call(harness, 'GET', '/v1/4111111111111111');
  await call(harness, 'PROPFIND4111', '/v1/forms/open').catch(() => undefined);
  await harness.tellsafe.maintain();
  return [
    ...Object.values(answers.card),
    ...[conversationId, invitation.id, submissionId, agent.session.sessionId, device.handle],
    ...[device.openKey, device.claim, readKey, device.opened?.submitKey ?? ''],
    ...[textMessage.text, textMessage.requestId, '"ada"', '"Ada"', 'PROPFIND'],
  ].filter((text) => text.length > 4 || text.startsWith('"'));
}

const textMessage = { requestId: '0b9bd0f4-8a3d-4d6e-9d0c-52d4c0f3b099', text: 'Meet me at the zebra fountain' };

async function leaks(canaries: readonly string[]): Promise<string[]> {
  const told = JSON.stringify([sdk.spans().map(toldOf), await sdk.metrics()]);
  return canaries.filter((canary) => told.includes(canary));
}

describe('SF-OPS-02 what is told', () => {
  test('is of the table alone, told apart as it says, and shows a form from tap to reading', async () => {
    await open();
    await wholeFlow();
    const metrics = await sdk.metrics();
    for (const { name, unit, points } of metrics) {
      expect([name, instruments[name]?.unit]).toEqual([name, unit]);
      const keys = new Set(points.flatMap((attributes) => Object.keys(attributes)));
      const allowed: readonly string[] = instruments[name].attributes;
      expect([name, [...keys].filter((key) => !allowed.includes(key))]).toEqual([name, []]);
    }
    const pointsOf = (name: InstrumentName) => metrics.find((metric) => metric.name === name)?.points;
    expect(pointsOf('http.server.request.duration')).toContainEqual({
      'http.request.method': 'POST',
      'http.route': '/tellsafe/v1/forms/submit',
      'http.response.status_code': 200,
      'url.scheme': 'https',
    });
    for (const purpose of ['open', 'submit', 'read']) {
      expect(pointsOf('tellsafe.keys.issued')).toContainEqual({ 'tellsafe.purpose': purpose });
      const fresh = { 'tellsafe.purpose': purpose, 'tellsafe.outcome': 'fresh' };
      expect(pointsOf('tellsafe.keys.used')).toContainEqual(fresh);
    }
    expect(pointsOf('tellsafe.keys.used')).toContainEqual({ 'tellsafe.purpose': 'open', 'tellsafe.outcome': 'spent' });
    expect(pointsOf('tellsafe.submissions')).toEqual([{ 'tellsafe.off_the_record': true }]);
    expect(pointsOf('db.client.operation.duration')).toContainEqual({
      'db.operation.name': 'commit',
      'db.namespace': 'sealed',
    });
    expect(pointsOf('tellsafe.streams')).toEqual([{}]);
  });

  test('are spans of requests with the changes that they made within', async () => {
    await open();
    await wholeFlow();
    const spans = sdk.spans();
    const submit = spans.find(({ name }) => name === 'POST /tellsafe/v1/forms/submit');
    const within = spans.filter(({ parentSpanContext }) => parentSpanContext?.spanId === submit?.spanContext().spanId);
    expect(within.map(({ name }) => name)).toContain('commit records');
    expect(new Set(within.map((span) => span.spanContext().traceId))).toEqual(new Set([submit?.spanContext().traceId]));
  });

  test('SF-OTK-06 holds nothing of what people wrote or are', async () => {
    await open();
    expect(await leaks(await wholeFlow())).toEqual([]);
  });

  test('control: a span that names the path that was asked for is caught', async () => {
    await open((telemetry) => ({
      ...telemetry,
      span: (step, run) =>
        telemetry.span(step, async (span) => {
          span.set({ 'tellsafe.purpose': textMessage.text });
          return run(span);
        }),
    }));
    expect(await leaks(await wholeFlow())).toEqual([textMessage.text]);
  });
});

test('SF-OPS-02 a line of the log names the trace in which it was said', async () => {
  sdk = openSdk();
  let fails = false;
  harness = await createHarness('memory', {
    options: { telemetry: sdk.telemetry },
    wrap: (stores) => ({
      ...stores,
      records: storeWith(stores.records, {
        get: (keys) => (fails ? Promise.reject(new Error('broken')) : stores.records.get(keys)),
      }),
    }),
  });
  const { device } = await submittedForm(harness);
  fails = true;
  expect((await device.tryBegin()).status).toBe(500);
  fails = false;
  const begin = sdk.spans().findLast(({ name }) => name === 'POST /tellsafe/v1/invitations/begin');
  expect(harness.log).toMatchObject([{ code: 'Error', where: 'begin', traceId: begin?.spanContext().traceId }]);
});

test('a trace of a request is gone on with only where the host says so', async () => {
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
  const headers = { traceparent: `00-${traceId}-00f067aa0ba902b7-01` };
  await open();
  await call(harness, 'GET', '/v1/health/live', { headers });
  expect(sdk.spans().map((span) => span.spanContext().traceId)).not.toContain(traceId);
});

/** How exporters for Prometheus write a name. @see https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/ */
function prometheusName(name: string, { kind, unit }: Instrument): string {
  return name.replaceAll('.', '_') + (unit === 's' ? '_seconds' : '') + (kind === 'counter' ? '_total' : '');
}

test('the dashboard shows every measure, and no other', () => {
  const exprs = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
  // Without what tells measures apart.
  const shown = exprs.join('\n').replaceAll(/by \([^)]*\)|\{[^}]*\}/g, '');
  const used = [...shown.matchAll(/\b(?:http|db|tellsafe)_\w+/g)].map(([name]) =>
    name.replace(/_(?:bucket|count)$/, ''),
  );
  expect([...new Set(used)].sort()).toEqual(names.map((name) => prometheusName(name, instruments[name])).sort());
});

test('the guide names every measure with what tells it apart', () => {
  const rows = [...guide.matchAll(/^\| `([a-z_.]+)` \| (\w+) \| ([^|]+) \| ([^|]+) \|/gm)].map(
    ([, name, kind, unit, by]) => [
      ...[name, kind, unit?.trim().replaceAll('`', '')],
      ...(by?.match(/`[^`]+`/g) ?? []).map((each) => each.replaceAll('`', '')),
    ],
  );
  const table = names.map((name) => [
    name,
    instruments[name].kind,
    instruments[name].unit,
    ...instruments[name].attributes,
  ]);
  expect(rows).toEqual(table);
});
