// The demo as one function: a shop with a chat, an agents' desk, and the kit, on two origins of this machine.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serveStatic } from '@hono/node-server/serve-static';
import { type AccountOptions, createTellsafe, type Tellsafe, type TellsafeOptions } from '@tellsafe/server-kit';
import type { OperatorLogin, OperatorLoginOptions } from '@tellsafe/server-kit/operators';
import { memoryStore } from '@tellsafe/server-kit/stores/memory';
import { sqliteStore } from '@tellsafe/server-kit/stores/sqlite';
import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { ACCOUNT, type AccountSite, accountOptions } from './account.ts';
import { forms } from './forms.ts';
import { archiveKeyIn, deskKeysIn, keysIn } from './key-files.ts';
import { listen, stop } from './listening.ts';
import { type DeskLogin, openLogin, type PeopleIds } from './login.ts';
import { beginOfPast, type PastOptions, type Play, playPast } from './made-up-past.ts';
import { people } from './people.ts';
import type { ChannelFlags } from './phones/flags.ts';
import { openPhones, type Phones } from './phones/phones.ts';
import { phonesSite } from './phones/site.ts';
import { plainPage } from './plain-page.ts';
import { startVault, type VaultProcess } from './split/start-vault.ts';

export { ACCOUNT } from './account.ts';

/** Where the demo listens and keeps its data. Port 0 takes a free one. */
export interface LiveDeskOptions {
  readonly port: number;
  readonly formPort: number;
  /** Folder for the two databases and the key file; made when missing. */
  readonly dataDir: string;
  /** Epoch milliseconds; the system's clock when left out. Tests pass their own. */
  readonly clock?: () => number;
  /** How answers are sealed, when not as everywhere: to agents under X25519, and to an archive whose key the vault holds. */
  readonly sealing?: Pick<AccountOptions, 'suite' | 'archiveKey'>;
  /** How passwords are hashed, when not as everywhere. Tests take what costs less. */
  readonly passwords?: OperatorLoginOptions['passwords'];
  /** How push services are reached, when not over the network. */
  readonly fetch?: TellsafeOptions['fetch'];
  /** A made-up past, played at a first start. Its agents are the demo's own, unless others are named. */
  readonly past?: Pick<PastOptions, 'days' | 'perDay'> & Partial<PastOptions>;
  /** Runs the vault as a process of its own: then clock, sealing, forms and past are the usual ones. */
  readonly split?: boolean;
  /** Systems that are told what happens, and the way to them; none when left out. */
  readonly webhooks?: Pick<AccountOptions, 'webhooks'> & { readonly sending: NonNullable<TellsafeOptions['webhooks']> };
  /** Form definitions, when not the demo's. */
  readonly forms?: readonly { readonly id: string }[];
  /** Phones that write by channels, with simulated providers; the data folder must be new, for they remember nothing. */
  readonly channels?: ChannelFlags;
}

/** A running demo. */
export interface LiveDesk {
  readonly shopUrl: string;
  readonly deskUrl: string;
  /** Phones and desk side by side, where there are phones. */
  readonly phonesUrl?: string;
  readonly phones?: Phones;
  readonly formOrigin: string;
  readonly tellsafe: Tellsafe;
  readonly login: OperatorLogin;
  /** Agent ids of the people at the desk. */
  readonly ids: PeopleIds;
  /** The vault's process, where it is one of its own. */
  readonly vault?: VaultProcess;
  /** How many forms the made-up past has sent at this start. */
  readonly madeUp: number;
  close(): Promise<void>;
}

/** What is under way when the demo is stopped may finish. */
const closing = { drainMs: 2_000 };

const publicFolder = fileURLToPath(new URL('../dist/public', import.meta.url));

/**
 * Starts the demo: `http://localhost:<port>` is the brand's site and desk, `http://127.0.0.1:<formPort>` the origin of
 * the form page, so that the isolation between the two is real.
 */
export async function startLiveDesk(options: LiveDeskOptions): Promise<LiveDesk> {
  if (options.split) return startApart(options);
  const brand = await listen(options.port);
  const formHost = await listen(options.formPort).catch((error) => {
    brand.server.close();
    throw error;
  });
  const brandOrigin = `http://localhost:${brand.port}`;
  const formOrigin = `http://127.0.0.1:${formHost.port}`;
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  const now = options.clock ?? Date.now;
  const phones = options.channels && (await openPhones({ ...options.channels, formOrigin, now }));
  const entryPoints = phones?.entryPoints ?? [];
  const site = { brandOrigin, formOrigin, entryPoints, ...(phones && { files: phones.files }) };
  const { tellsafe, login, ids, madeUp } = await openDesk(options, site).catch(async (error) => {
    brand.server.close();
    formHost.server.close();
    await phones?.close();
    throw error;
  });
  brand.serve(brandSite(tellsafe, login, { brandOrigin, formOrigin, ...(phones && { phones }) }).fetch);
  formHost.serve(tellsafe.fetch);
  return {
    shopUrl: `${brandOrigin}/`,
    deskUrl: `${brandOrigin}/desk`,
    formOrigin,
    ...(phones && { phones, phonesUrl: `${brandOrigin}/phones` }),
    ...{ tellsafe, login, ids, madeUp },
    close: async () => {
      await tellsafe.close(closing);
      await phones?.close();
      await Promise.all([stop(brand.server), stop(formHost.server)]);
    },
  };
}

/** The same as two processes: this one is the desk, and knows nothing of the vault but where it answers. */
async function startApart({ port, formPort, dataDir, passwords }: LiveDeskOptions): Promise<LiveDesk> {
  const brand = await listen(port);
  const brandOrigin = `http://localhost:${brand.port}`;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const records = sqliteStore(join(dataDir, 'tellsafe.db'));
  const keys = deskKeysIn(dataDir);
  const vaultDir = join(dataDir, 'vault');
  const vault = await startVault({ dataDir, vaultDir, brandOrigin, formPort }).catch(async (error) => {
    await records.close();
    brand.server.close();
    throw error;
  });
  const { formOrigin, archiveKey, signal } = vault;
  const open = async () => {
    const site = { account: ACCOUNT, origin: brandOrigin };
    const people = await openLogin(site, { store: records, keys, ...(passwords && { passwords }) });
    const kit = createTellsafe({
      ...{ roles: ['desk'], stores: { records }, keys, authenticate: people.login, signal },
      accounts: [await accountOptions({ brandOrigin, formOrigin, dataDir }, { archiveKey, archive: 'vault' })],
    });
    await kit.ready;
    return { ...people, tellsafe: kit };
  };
  const { tellsafe, login, ids } = await open().catch(async (error) => {
    brand.server.close();
    await vault.close();
    throw error;
  });
  brand.serve(brandSite(tellsafe, login, { brandOrigin, formOrigin, vault: 'apart' }).fetch);
  return {
    shopUrl: `${brandOrigin}/`,
    deskUrl: `${brandOrigin}/desk`,
    ...{ formOrigin, tellsafe, login, ids, vault, madeUp: 0 },
    close: async () => {
      await tellsafe.close(closing);
      await stop(brand.server);
      await vault.close();
    },
  };
}

async function openDesk(
  options: LiveDeskOptions,
  site: Pick<AccountSite, 'brandOrigin' | 'formOrigin' | 'entryPoints'> & Pick<TellsafeOptions, 'files'>,
): Promise<DeskLogin & { readonly tellsafe: Tellsafe; readonly madeUp: number }> {
  const { dataDir, passwords, past, forms: ownForms = forms } = options;
  const now = options.clock ?? Date.now;
  const isFirst = past !== undefined && !existsSync(join(dataDir, 'tellsafe.db'));
  const play: Play = { at: isFirst ? beginOfPast(now(), past) : undefined, as: undefined };
  const clock = { clock: () => play.at ?? now() };
  const records = sqliteStore(join(dataDir, 'tellsafe.db'), clock);
  const keys = await keysIn(dataDir);
  const { login, ids } = await openLogin(
    { account: ACCOUNT, origin: site.brandOrigin },
    { store: records, keys, ...clock, ...(passwords && { passwords }) },
  );
  const archive = { archiveKey: await archiveKeyIn(dataDir), archive: 'vault' } as const;
  const tellsafe = createTellsafe({
    stores: {
      records,
      sealed: sqliteStore(join(dataDir, 'tellsafe-vault.db'), clock),
      volatile: memoryStore(clock),
    },
    keys,
    accounts: [
      await accountOptions(
        { ...site, dataDir, forms: ownForms },
        {
          ...(options.sealing?.archiveKey ? {} : archive),
          ...options.sealing,
          ...(options.webhooks && { webhooks: options.webhooks.webhooks ?? [] }),
        },
      ),
    ],
    // Who plays the past is nobody's request: nothing is served before it is over.
    authenticate: async (request) => play.as ?? login(request),
    ...clock,
    // Whoever looks at both sides notices every pause.
    ...(options.channels && { maintenance: { everyMs: 200 } }),
    // What people send from the phones; without phones nobody sends files.
    ...(site.files && { files: site.files }),
    ...(options.fetch && { fetch: options.fetch }),
    ...(options.webhooks && { webhooks: options.webhooks.sending }),
  });
  await tellsafe.ready;
  const stage = { tellsafe, play, account: ACCOUNT, formOrigin: site.formOrigin, now: now() };
  const formIds = ownForms.map(({ id }) => id);
  const madeUp = isFirst ? await playPast({ ...stage, forms: formIds }, { agents: agentsOf(ids), ...past }) : 0;
  return { tellsafe, login, ids, madeUp };
}

function agentsOf(ids: PeopleIds): PastOptions['agents'] {
  const agents = people.filter(({ role }) => role === 'agent');
  return agents.map(({ name, displayName }) => ({ agentId: ids[name], name: displayName }));
}

interface BrandSiteOptions extends Pick<AccountSite, 'brandOrigin' | 'formOrigin'> {
  readonly vault?: 'apart';
  readonly phones?: Phones;
}

/** The brand's own site: shop and desk; kit and login are mounted beside them under `/tellsafe` and `/operators`. */
function brandSite(tellsafe: Tellsafe, login: OperatorLogin, options: BrandSiteOptions): Hono {
  const { brandOrigin, formOrigin, vault, phones } = options;
  const site = new Hono();
  site.all('/tellsafe/*', (context) => tellsafe.fetch(context.req.raw));
  site.all('/operators/*', (context) => login.fetch(context.req.raw));
  // A page by one script tag talks to one address; where the vault is apart there are two.
  if (!vault) site.get('/plain', (context) => plainPage(context, { formOrigin, account: ACCOUNT }));
  site.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        // Agents see pictures that phones sent.
        imgSrc: ["'self'", 'data:', ...(phones ? ['blob:'] : [])],
        connectSrc: ["'self'", formOrigin],
        // The phones' page shows the desk beside them.
        frameSrc: [formOrigin, ...(phones ? ["'self'"] : [])],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: [phones ? "'self'" : "'none'"],
      },
      crossOriginOpenerPolicy: 'same-origin',
      referrerPolicy: 'no-referrer',
    }),
  );
  site.get('/colleagues.json', async (context) => {
    const person = await login(context.req.raw);
    return person ? context.json(await colleaguesOf(login, person.agentId)) : context.body(null, 401);
  });
  if (phones) {
    site.route('/phones', phonesSite(phones, brandOrigin));
    site.get('/phones', serveStatic({ root: publicFolder, path: 'phones.html' }));
  }
  const formEndpoint = `${formOrigin}/tellsafe`;
  const settings = { account: ACCOUNT, formEndpoint, ...(vault && { answersEndpoint: formEndpoint }) };
  site.get('/settings.json', (context) => context.json(settings));
  site.get('/desk', serveStatic({ root: publicFolder, path: 'desk.html' }));
  site.get('/*', serveStatic({ root: publicFolder, index: 'shop.html' }));
  return site;
}

/** To whom somebody can hand a conversation over. */
async function colleaguesOf(login: OperatorLogin, agentId: string): Promise<{ id: string; name: string }[]> {
  const operators = await login.operators.list({ accountId: ACCOUNT });
  return operators
    .filter(
      ({ id, permissions, status }) => id !== agentId && permissions.includes('forms.use') && status !== 'disabled',
    )
    .map(({ id, displayName }) => ({ id, name: displayName }));
}
