// Puts a kit together: checked options, services, routes, maintenance. Start work runs behind `ready`.
import { createAccounts } from './accounts/accounts.ts';
import { storeAudit } from './audit/audit.ts';
import { createAuditChain } from './audit/seal.ts';
import { entryPointsOf, OutboxWorker } from './channels/outbox/work.ts';
import { type AuditMethods, auditMethods } from './handlers/audit-methods.ts';
import { createHandlers } from './handlers/index.ts';
import { createMethods, type TellsafeMethods } from './handlers/methods.ts';
import { finish, problemAnswer } from './http/answers.ts';
import { fetchOf } from './http/exchange.ts';
import { logFailure } from './log.ts';
import { type DeskOptions, parseOptions, type Settings, type TellsafeOptions, type VaultOptions } from './options.ts';
import { checkKeysApart } from './process-parts.ts';
import { createOutbound, type Outbound } from './push/outbound.ts';
import { checkVapidPair } from './push/settings.ts';
import { runPushJobs } from './push/work.ts';
import { aggregateReports } from './reports/aggregate.ts';
import { type ReportMethods, reportMethods } from './reports/methods.ts';
import { createRouter } from './router.ts';
import { hostCaller } from './services/caller.ts';
import { noteCredentials } from './services/entry-points/list.ts';
import { createFeedHub } from './services/feeds/hub.ts';
import { seedForm } from './services/forms/definitions.ts';
import { createCaches, type Kit, rememberIncarnation, storesOf } from './services/kit.ts';
import { openSettings, refreshSettings } from './services/settings/live.ts';
import { type Maintained, sweep } from './services/sweep.ts';
import { every } from './timer.ts';
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
  /** Stops maintenance, ends streams and releases the stores. May be called twice. */
  close(): Promise<void>;
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
  const outbound = createOutbound(settings);
  const kit = createKit(settings, outbound);
  const route = createRouter(kit, createHandlers(settings.authenticate, settings.basePath), settings);
  const ready = start(kit, settings);
  // The rejection is the caller's to see; without one who looks it must not end the process.
  ready.catch((error: unknown) => logFailure(kit.log, 'start', error));
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
        [['reports', () => aggregateReports(kit)]],
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
  let closing: Promise<void> | undefined;
  return {
    ...methods,
    audit: auditMethods(kit, ready),
    reports: reportMethods(kit, ready),
    ready,
    fetch: fetchOf(async (request) => {
      try {
        await ready;
      } catch {
        return finish(problemAnswer('overloaded'), kit.clock());
      }
      return route(request);
    }),
    maintain: async () => {
      await ready;
      const maintained = await sweep(kit);
      const more: boolean[] = [];
      for (const step of work) more.push(...(await Promise.all(step.map(([, run]) => run()))));
      return more.includes(true) ? { ...maintained, more: true } : maintained;
    },
    close: () => {
      outbound.end();
      closing ??= close(kit, maintenance, settings.maintenance !== 'manual');
      return closing;
    },
  };
}

function createKit(settings: Settings, outbound: Outbound): Kit {
  const { stores, vault, keys, clock, random, signal, log, basePath } = settings;
  const { fetch, notify, webhooks, files } = outbound;
  const incarnation = rememberIncarnation(() => stores.records.incarnation());
  return {
    ...{ stores, keys, clock, random, signal, log, fetch, basePath },
    ...(vault && { vault }),
    ...(notify && { notify }),
    ...(webhooks && { webhooks }),
    ...(files && { files }),
    ...(settings.routeConversation && { routeConversation: settings.routeConversation }),
    accounts: createAccounts(settings.accounts),
    audit: storeAudit(stores.records),
    chain: createAuditChain({ records: stores.records, keys, clock, log, incarnation: incarnation.current }),
    caches: createCaches(),
    hub: createFeedHub(stores.records, signal, log),
    incarnation,
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

async function close(kit: Kit, maintenance: readonly Maintenance[], isMaintained: boolean): Promise<void> {
  await Promise.all(maintenance.map((each) => each.stop()));
  if (isMaintained) await sealAll(kit);
  kit.hub.close();
  await kit.signal.close();
  await Promise.all(storesOf(kit).map((store) => store.close()));
  kit.caches.transcriptKeys.clear();
}
