// The demo as one function: a shop with a chat, an agents' desk, and the kit, on two origins of this machine.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import {
  type AccountOptions,
  createTellsafe,
  createVapidKeys,
  type PushOptions,
  type Tellsafe,
  type TellsafeOptions,
} from '@tellsafe/server-kit';
import { createKeyFile, fileKeys } from '@tellsafe/server-kit/keys/file';
import { memoryStore } from '@tellsafe/server-kit/stores/memory';
import { sqliteStore } from '@tellsafe/server-kit/stores/sqlite';
import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { forms } from './forms.ts';
import { createLogin } from './login.ts';
import { plainPage } from './plain-page.ts';
import { theme } from './theme.ts';

/** The demo's one account. */
export const ACCOUNT = 'juniper';

/** Where the demo listens and keeps its data. Port 0 takes a free one. */
export interface LiveDeskOptions {
  readonly port: number;
  readonly formPort: number;
  /** Folder for the two databases and the key file; made when missing. */
  readonly dataDir: string;
  /** Epoch milliseconds; the system's clock when left out. Tests pass their own. */
  readonly clock?: () => number;
  /** How answers are sealed, when not as everywhere: to agents under X25519, and to no archive. */
  readonly sealing?: Pick<AccountOptions, 'suite' | 'archiveKey'>;
  /** How push services are reached, when not over the network. */
  readonly fetch?: TellsafeOptions['fetch'];
}

/** A running demo. */
export interface LiveDesk {
  readonly shopUrl: string;
  readonly deskUrl: string;
  readonly formOrigin: string;
  readonly tellsafe: Tellsafe;
  close(): Promise<void>;
}

const publicFolder = fileURLToPath(new URL('../dist/public', import.meta.url));

/**
 * Starts the demo: `http://localhost:<port>` is the brand's site and desk, `http://127.0.0.1:<formPort>` the origin of
 * the form page, so that the isolation between the two is real.
 */
export async function startLiveDesk(options: LiveDeskOptions): Promise<LiveDesk> {
  const brand = await listen(options.port);
  const formHost = await listen(options.formPort).catch((error) => {
    brand.server.close();
    throw error;
  });
  const brandOrigin = `http://localhost:${brand.port}`;
  const formOrigin = `http://127.0.0.1:${formHost.port}`;
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  const login = createLogin(loginSecret(options.dataDir));
  const tellsafe = await openTellsafe(options, { brandOrigin, formOrigin, login }).catch((error) => {
    brand.server.close();
    formHost.server.close();
    throw error;
  });
  brand.serve(brandSite(tellsafe, login, formOrigin).fetch);
  formHost.serve(tellsafe.fetch);
  return {
    shopUrl: `${brandOrigin}/`,
    deskUrl: `${brandOrigin}/desk`,
    formOrigin,
    tellsafe,
    close: async () => {
      await tellsafe.close();
      await Promise.all([stop(brand.server), stop(formHost.server)]);
    },
  };
}

async function openTellsafe(
  options: LiveDeskOptions,
  site: { brandOrigin: string; formOrigin: string; login: ReturnType<typeof createLogin> },
): Promise<Tellsafe> {
  const clock = options.clock ? { clock: options.clock } : {};
  const tellsafe = createTellsafe({
    stores: {
      records: sqliteStore(join(options.dataDir, 'tellsafe.db'), clock),
      sealed: sqliteStore(join(options.dataDir, 'tellsafe-vault.db'), clock),
      volatile: memoryStore(clock),
    },
    keys: keysIn(options.dataDir),
    accounts: [
      {
        id: ACCOUNT,
        formOrigin: site.formOrigin,
        allowedOrigins: [site.brandOrigin],
        forms,
        theme,
        push: { vapid: await vapidKeysIn(options.dataDir) },
        ...options.sealing,
      },
    ],
    authenticate: async (request) => {
      const agent = await site.login.agentOf(request);
      return agent && { accountId: ACCOUNT, agentId: agent.id, name: agent.name };
    },
    ...clock,
    ...(options.fetch && { fetch: options.fetch }),
  });
  await tellsafe.ready;
  return tellsafe;
}

/** A first start makes the key file; `npx tellsafe keys init` does the same for a server of yours. */
function keysIn(dataDir: string): ReturnType<typeof fileKeys> {
  const path = join(dataDir, 'tellsafe.keys');
  if (!existsSync(path)) createKeyFile(path);
  return fileKeys(path);
}

/** By them push services know the shop; made at the first start, as `npx tellsafe keys vapid` does for a server of yours. */
async function vapidKeysIn(dataDir: string): Promise<PushOptions['vapid']> {
  const path = join(dataDir, 'push.keys');
  if (!existsSync(path)) {
    const keys = { ...(await createVapidKeys()), subject: 'https://tellsafe.example/live-desk' };
    writeFileSync(path, JSON.stringify(keys), { mode: 0o600 });
  }
  return JSON.parse(readFileSync(path, 'utf8')) as PushOptions['vapid'];
}

/** Signs the login's cookies; made at the first start. */
function loginSecret(dataDir: string): string {
  const path = join(dataDir, 'login.key');
  if (!existsSync(path)) writeFileSync(path, randomBytes(32).toString('base64url'), { mode: 0o600 });
  return readFileSync(path, 'utf8');
}

/** The brand's own site: shop, desk, login; the kit is mounted beside them under `/tellsafe`. */
function brandSite(tellsafe: Tellsafe, login: ReturnType<typeof createLogin>, formOrigin: string): Hono {
  const site = new Hono();
  site.all('/tellsafe/*', (context) => tellsafe.fetch(context.req.raw));
  site.get('/plain', (context) => plainPage(context, { formOrigin, account: ACCOUNT }));
  site.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'", formOrigin],
        frameSrc: [formOrigin],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
      crossOriginOpenerPolicy: 'same-origin',
      referrerPolicy: 'no-referrer',
    }),
  );
  site.route('/', login.routes);
  site.get('/settings.json', (context) => context.json({ account: ACCOUNT, formEndpoint: `${formOrigin}/tellsafe` }));
  site.get('/desk', serveStatic({ root: publicFolder, path: 'desk.html' }));
  site.get('/*', serveStatic({ root: publicFolder, index: 'shop.html' }));
  return site;
}

type Fetch = (request: Request) => Response | Promise<Response>;

interface Listening {
  readonly server: Server;
  readonly port: number;
  serve(fetch: Fetch): void;
}

/** Takes the port first, so that the origins are known before the kit is made; who is early waits until it is there. */
async function listen(port: number): Promise<Listening> {
  const fetch = Promise.withResolvers<Fetch>();
  const answer = async (request: Request) => (await fetch.promise)(request);
  const server = createServer(getRequestListener(answer, { overrideGlobalObjects: false }));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port, serve: fetch.resolve };
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
