// Puts a kit together: checked options, services, routes, maintenance. Start work runs behind `ready`.
import { createAccounts } from './accounts/accounts.ts';
import { storeAudit } from './audit/audit.ts';
import { createHandlers } from './handlers/index.ts';
import { createMethods, type TellsafeMethods } from './handlers/methods.ts';
import { finish, problemAnswer } from './http/answers.ts';
import { fetchOf } from './http/exchange.ts';
import { logFailure } from './log.ts';
import { parseOptions, type Settings, type TellsafeOptions } from './options.ts';
import { createRouter } from './router.ts';
import { hostCaller } from './services/caller.ts';
import { createFeedHub } from './services/feeds/hub.ts';
import { defineForm } from './services/forms/definitions.ts';
import { createCaches, type Kit, rememberIncarnation } from './services/kit.ts';
import { type Maintained, sweep } from './services/sweep.ts';
import { every } from './timer.ts';

/** A running kit. */
export interface Tellsafe extends TellsafeMethods {
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
export function createTellsafe(options: TellsafeOptions): Tellsafe {
  const settings = parseOptions(options);
  const kit = createKit(settings);
  const route = createRouter(kit, createHandlers(settings.authenticate, settings.basePath), settings.basePath);
  const ready = start(kit, settings);
  // The rejection is the caller's to see; without one who looks it must not end the process.
  ready.catch((error: unknown) => logFailure(kit.log, 'start', error));
  const maintenance = startMaintenance(kit, settings);
  let closing: Promise<void> | undefined;
  return {
    ...createMethods(kit, settings.basePath, ready),
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
      return sweep(kit);
    },
    close: () => {
      closing ??= close(kit, maintenance);
      return closing;
    },
  };
}

function createKit(settings: Settings): Kit {
  const { stores, keys, clock, random, signal, log } = settings;
  return {
    ...{ stores, keys, clock, random, signal, log },
    accounts: createAccounts(settings.accounts),
    audit: storeAudit(stores.records),
    caches: createCaches(),
    hub: createFeedHub(stores.records, signal, log),
    incarnation: rememberIncarnation(() => stores.records.incarnation()),
  };
}

async function start(kit: Kit, { accounts, stores }: Settings): Promise<void> {
  // The first call lets a store look at its backend: one that may not serve is noticed now, not at the first answers.
  await Promise.all([...new Set([stores.records, stores.sealed, stores.volatile])].map((store) => store.incarnation()));
  for (const { id, forms } of accounts) {
    for (const form of forms) await defineForm(kit, hostCaller, id, form);
  }
}

interface Maintenance {
  stop(): Promise<void>;
}

/** One round at a time; a round that found more due work than its bound is followed by the next one at once. */
function startMaintenance(kit: Kit, { maintenance }: Settings): Maintenance {
  if (maintenance === 'manual') return { stop: async () => undefined };
  let running: Promise<void> | undefined;
  let stopped = false;
  const round = async () => {
    try {
      while (!stopped && (await sweep(kit)).more);
    } catch (error) {
      logFailure(kit.log, 'maintenance', error);
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

async function close(kit: Kit, maintenance: Maintenance): Promise<void> {
  await maintenance.stop();
  kit.hub.close();
  await kit.signal.close();
  const { records, sealed, volatile } = kit.stores;
  await Promise.all([...new Set([records, sealed, volatile])].map((store) => store.close()));
  kit.caches.transcriptKeys.clear();
}
