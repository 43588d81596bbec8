// Puts a kit together: checked options, services, routes, maintenance. Start work runs behind `ready`.
import { routePaths } from '@tellsafe/core/wire';

import { createAccounts } from './accounts/accounts.ts';
import { storeAudit } from './audit/audit.ts';
import { createAuditChain } from './audit/seal.ts';
import { entryPointsOf, OutboxWorker } from './channels/outbox/work.ts';
import { type AuditMethods, auditMethods } from './handlers/audit-methods.ts';
import { createHandlers } from './handlers/index.ts';
import { createMethods, type TellsafeMethods } from './handlers/methods.ts';
import { busyAnswer, finish } from './http/answers.ts';
import { type Answering, fetchOf, type IncomingRequest, type OutgoingAnswer } from './http/exchange.ts';
import { allowOrigin, originOf } from './http/origin.ts';
import { RequestIds } from './http/request-id.ts';
import type { KeyProvider } from './keys/types.ts';
import { logFailure, traced } from './log.ts';
import { atMost, type CloseOptions, parseClose } from './operation/closing.ts';
import { Gate } from './operation/gate.ts';
import { watchedKeys } from './operation/watched-keys.ts';
import { watchedStores } from './operation/watched-store.ts';
import { type DeskOptions, parseOptions, type Settings, type TellsafeOptions, type VaultOptions } from './options.ts';
import { checkKeysApart } from './process-parts.ts';
import { createOutbound, type Outbound } from './push/outbound.ts';
import { checkVapidPair } from './push/settings.ts';
import { runPushJobs } from './push/work.ts';
import { aggregateReports } from './reports/aggregate.ts';
import { type ReportMethods, reportMethods } from './reports/methods.ts';
import { stepAndRest } from './rest.ts';
import { createRouter } from './router.ts';
import { hostCaller } from './services/caller.ts';
import { noteCredentials } from './services/entry-points/list.ts';
import { createFeedHub } from './services/feeds/hub.ts';
import { seedForm } from './services/forms/definitions.ts';
import { createHealth, type Health, type HealthOf } from './services/health.ts';
import { createCaches, type Kit, rememberIncarnation, storesOf } from './services/kit.ts';
import { Rates } from './services/rates/rates.ts';
import { openSettings, refreshSettings } from './services/settings/live.ts';
import { type Maintained, sweep } from './services/sweep.ts';
import { every, sleep } from './timer.ts';
import { endpointsOf, openEndpoint } from './webhooks/follow.ts';
import { EndpointWorker } from './webhooks/work.ts';

/** A running kit. */
export interface Tellsafe extends TellsafeMethods {
  readonly audit: AuditMethods;
  readonly reports: ReportMethods;
  /** Answers every request below the base path; never rejects. Works wherever `Request` and `Response` exist. */
  readonly fetch: (request: Request) => Promise<Response>;
  /**
   * Resolves when every store has answered and the forms of the options are defined; rejects when that failed (a Redis that
   * persists, as `option_invalid`), and `fetch` then answers 503.
   */
  readonly ready: Promise<void>;
  /** Does one bounded round of maintenance; needed only with `maintenance: 'manual'`. */
  maintain(): Promise<Maintained>;
  /** How this process is; what the route `ready` tells in one word. */
  health(): Promise<Health>;
  /**
   * Takes no more requests, ends streams so that clients go on elsewhere, stops maintenance, and releases the stores. May be called twice;
   * then the first call decides.
   *
   * @param options how long it lets finish what is under way, by default not at all
   * @throws TellsafeError `setting_invalid` naming key, value and range
   */
  close(options?: CloseOptions): Promise<void>;
}

/**
 * Makes a kit. Returns at once; `fetch` waits for the start work.
 *
 * @throws TellsafeError `option_invalid`, `setting_invalid` or `definition_invalid` naming key, value and range
 * @example
 * ```ts
 * const tellsafe = createTellsafe({
 *   stores: { records: sqliteStore('tellsafe.db'), sealed: sqliteStore('tellsafe-vault.db'), volatile: memoryStore() },
 *   keys: fileKeys('tellsafe.keys'),
 *   accounts: [{ id: 'acme', formOrigin: 'https://forms.acme.example', allowedOrigins: ['https://www.acme.example'] }],
 *   authenticate: async (request) => principalFromYourLogin(request),
 * });
 * ```
 */
export function createTellsafe(options: TellsafeOptions | DeskOptions | VaultOptions): Tellsafe {
  const settings = parseOptions(options);
  const outbound = createOutbound(settings, settings.telemetry);
  const life = { started: false, closing: false };
  const state = { isStarted: () => life.started, isClosing: () => life.closing };
  const kit = createKit(settings, outbound, state);
  const requestIds = new RequestIds(settings.requestId, settings.random, kit.log);
  const gate = new Gate(settings.limits.requestsAtOnce, (request) => refuseBusy(kit, request));
  const route = createRouter(kit, createHandlers(settings.authenticate, settings.basePath), {
    ...settings,
    requestIds,
  });
  const ready = start(kit, settings);
  // The rejection is the caller's to see; without one who looks it must not end the process.
  ready.then(
    () => {
      life.started = true;
    },
    (error: unknown) => logFailure(kit.log, 'start', error),
  );
  // Each apart, so that a slow push service delays nothing but push messages, and a slow endpoint nothing but its own.
  // A vault that runs apart leaves all of them to the desk.
  const isDesk = settings.roles.includes('desk');
  const endpoints = isDesk ? endpointsOf(kit).map((endpoint) => new EndpointWorker(kit, endpoint)) : [];
  const outboxes = isDesk ? entryPointsOf(kit).map((entryPoint) => new OutboxWorker(kit, entryPoint)) : [];
  const work: Work[][] = isDesk
    ? [
        [['push', () => runPushJobs(kit)]],
        outboxes.map((outbox) => ['outbox', () => outbox.run()]),
        endpoints.map((endpoint) => ['webhooks', () => endpoint.run()]),
        [['reports', () => stepAndRest(kit.clock, () => aggregateReports(kit))]],
      ]
    : [];
  const maintenance = [
    startMaintenance(kit, settings, ['maintenance', async () => (await sweep(kit)).more]),
    ...work.flat().map((each) => startMaintenance(kit, settings, each)),
  ];
  const methods = createMethods(kit, ready);
  settings.authenticate.attach?.(async (ended) => {
    await methods.agentSessions.endAll(ended);
  });
  let isReady = false;
  const whenReady: Answering = async (request) => {
    try {
      if (!isReady) await ready;
    } catch {
      return refuseBusy(kit, request);
    }
    isReady = true;
    return route(request);
  };
  const health = healthPaths(settings.basePath);
  const gauges = [
    kit.telemetry.observe('http.server.active_requests', () => [{ value: gate.underWay }]),
    kit.telemetry.observe('tellsafe.streams', () => [{ value: kit.hub.streams() }]),
  ];
  let closing: Promise<void> | undefined;
  return {
    ...methods,
    audit: auditMethods(kit, ready),
    reports: reportMethods(kit, ready),
    ready,
    // How the process is can be asked however busy it is.
    fetch: fetchOf(
      requestIds.shownBy((request) => (health.has(request.path) ? route(request) : gate.pass(request, whenReady))),
    ),
    health: kit.health,
    maintain: async () => {
      await ready;
      const maintained = await sweep(kit);
      const more: boolean[] = [];
      for (const step of work) more.push(...(await Promise.all(step.map(([, run]) => run()))));
      return more.includes(true) ? { ...maintained, more: true } : maintained;
    },
    close: async (options) => {
      const times = parseClose(options);
      life.closing = true;
      closing ??= close({ kit, gate, outbound, maintenance, isMaintained: settings.maintenance !== 'manual' }, times);
      await closing;
      for (const end of gauges) end();
    },
  };
}

function healthPaths(basePath: string): ReadonlySet<string> {
  return new Set([routePaths.live.path, routePaths.ready.path].map((path) => basePath + path));
}

/** Nothing of the request has been read; a page of an allowed origin gets to see why. */
function refuseBusy(kit: Kit, request: IncomingRequest): OutgoingAnswer {
  kit.telemetry.record('tellsafe.requests.refused', 1);
  const answered = busyAnswer();
  const { origin, sameOrigin } = originOf(request);
  if (origin !== null && (sameOrigin || kit.accounts.anyAllows(origin))) allowOrigin(answered.headers, origin);
  return finish(answered, kit.clock());
}

function createKit(settings: Settings, outbound: Outbound, state: HealthOf): Kit {
  const { clock, random, signal, basePath, limits, telemetry } = settings;
  const watch = (keys: KeyProvider) => watchedKeys(keys, limits.keyTimeoutMs);
  const keys = watch(settings.keys);
  const log = traced(settings.log, telemetry);
  const { stores, vault: watched } = watchedStores(settings, { limitMs: limits.storeTimeoutMs, telemetry });
  const vault = watched && { ...watched, keys: watch(watched.keys) };
  const { fetch, notify, webhooks, files } = outbound;
  const incarnation = rememberIncarnation(() => stores.records.incarnation());
  return {
    ...{ stores, keys, clock, random, signal, log, fetch, basePath, telemetry },
    ...(vault && { vault }),
    ...(notify && { notify }),
    ...(webhooks && { webhooks }),
    ...(files && { files }),
    ...(settings.routeConversation && { routeConversation: settings.routeConversation }),
    accounts: createAccounts(settings.accounts),
    audit: storeAudit(stores.records),
    chain: createAuditChain({ records: stores.records, keys, clock, log, incarnation: incarnation.current }),
    caches: createCaches(),
    hub: createFeedHub({ records: stores.records, signal, log }),
    incarnation,
    // A desk that runs apart has no volatile store; what it counts in its records is little, and purged after two minutes.
    rates: new Rates(limits, { store: vault?.volatile ?? stores.records, keys, clock, random, log }),
    health: createHealth({ stores, keys, clock, ...(vault && { vault }) }, state),
  };
}

async function start(kit: Kit, { accounts, roles }: Settings): Promise<void> {
  // The first call lets a store look at its backend: one that may not serve is noticed now, not at the first answers.
  await Promise.all(storesOf(kit).map((store) => store.incarnation()));
  await checkKeysApart(kit);
  // What the options say anew is the desk's to write down; a vault that runs apart follows.
  if (!roles.includes('desk')) return refreshSettings(kit);
  await openSettings(kit);
  for (const [at, { push }] of accounts.entries()) if (push) await checkVapidPair(`accounts[${at}].push`, push);
  for (const { id, forms } of accounts) {
    for (const form of forms) await seedForm(kit, hostCaller, id, form);
  }
  for (const endpoint of endpointsOf(kit)) await openEndpoint(kit, endpoint);
  for (const entryPoint of entryPointsOf(kit)) await noteCredentials(kit, entryPoint);
}

interface Maintenance {
  stop(): Promise<void>;
}

/** What is looked after, and one round of it, which tells whether more is due. */
type Work = readonly [where: string, round: () => Promise<boolean>];

/**
 * One round at a time; a round that found more due work than its bound is followed by the next one at once.
 */
function startMaintenance(kit: Kit, { maintenance }: Settings, [where, work]: Work): Maintenance {
  if (maintenance === 'manual') return { stop: async () => undefined };
  let running: Promise<void> | undefined;
  let stopped = false;
  const round = async () => {
    try {
      while (!stopped && (await work()));
    } catch (error) {
      logFailure(kit.log, where, error);
    }
  };
  const stopTimer = every(maintenance.everyMs, () => {
    running ??= round().finally(() => {
      running = undefined;
    });
  });
  return {
    stop: async () => {
      stopped = true;
      stopTimer();
      await running;
    },
  };
}

/** What the last requests told the audit; a verification of the stopped database shall find nothing that was not sealed. */
async function sealAll({ accounts, chain, log }: Kit): Promise<void> {
  const sealing = accounts.all.map(({ id }) => chain.seal(id));
  for (const result of await Promise.allSettled(sealing)) {
    if (result.status === 'rejected') logFailure(log, 'audit', result.reason);
  }
}

interface Closing {
  readonly kit: Kit;
  readonly gate: Gate;
  readonly outbound: Outbound;
  readonly maintenance: readonly Maintenance[];
  readonly isMaintained: boolean;
}

async function close(
  { kit, gate, outbound, maintenance, isMaintained }: Closing,
  { noticeMs, drainMs }: Required<CloseOptions>,
): Promise<void> {
  if (noticeMs > 0) await sleep(noticeMs);
  gate.drain();
  // Those who listen come back after a moment, to another process, and go on behind the last event that they have.
  kit.hub.close();
  const stopped = Promise.all(maintenance.map((each) => each.stop()));
  await atMost(drainMs, Promise.all([gate.emptied(), stopped]));
  outbound.end();
  await stopped;
  if (isMaintained) await sealAll(kit);
  await kit.signal.close();
  await Promise.all(storesOf(kit).map((store) => store.close()));
  kit.caches.transcriptKeys.clear();
}
