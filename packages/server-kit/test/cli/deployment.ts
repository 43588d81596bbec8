// A deployment as `tellsafe check` meets it, in this process: the kit, its login and what stands before them, over files that are as
// they should be. A fault is one thing of it that is changed.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileState, Send, Target } from '../../src/cli/check/target.ts';
import type { OpenStores } from '../../src/cli/stores-place.ts';
import { createKeyFile, type FileKeys, fileKeys } from '../../src/keys/file.ts';
import type { OperatorLogin } from '../../src/operators/index.ts';
import type { Store } from '../../src/stores/types.ts';
import { sentForm } from '../clients.ts';
import { ACCOUNT, BASE, createHarness, FORM_ORIGIN, type Harness, random } from '../harness.ts';
import { createStage, DESK } from '../operators/stage.ts';

/** More than so many attempts at one time meet a limit, as a proxy has it. */
const AT_ONCE = 30;

/** What was asked and what the deployment says to it. */
export interface Exchange {
  readonly url: URL;
  readonly method: string;
  /** The request's body, as it was sent. */
  readonly sent: string;
  readonly answer: Response;
}

export interface Deployment {
  readonly target: Target;
  readonly harness: Harness;
  readonly folder: string;
  /** A form that may be used up. */
  sandbox(): Promise<string>;
  close(): Promise<void>;
}

/** Starts it. */
export async function deploy(): Promise<Deployment> {
  const folder = mkdtempSync(join(tmpdir(), 'tellsafe-'));
  const [keys, vaultKeys] = [join(folder, 'tellsafe.keys'), join(folder, 'vault.keys')];
  const harness = await createHarness('sqlite', {
    keys: () => {
      createKeyFile(keys, { clock: () => harnessStart });
      createKeyFile(vaultKeys, { clock: () => harnessStart });
      return fileKeys(keys);
    },
  });
  const { clock, stores } = harness;
  const { login } = createStage({ store: stores.records, keys: harness.keys, clock });
  const sandbox = async () => (await sentForm(harness)).device.handle;
  await sandbox();
  await harness.tellsafe.maintain();
  const databases = [join(harness.folder, 'records.db'), join(harness.folder, 'vault.db')];
  const files = [keys, vaultKeys, ...databases].map(stateOf);
  const target: Target = {
    ...{ page: new URL(`${FORM_ORIGIN}${BASE}/form/${ACCOUNT}`), account: ACCOUNT },
    ...{ send: sendTo(harness, login), clock, random, keys, vaultKeys, files, user: files[0]?.owner ?? 0 },
    handshake: async () => ({
      ...{ protocol: 'TLSv1.3', trusted: true, speaksOld: false },
      endsAt: clock() + 60 * 86_400_000,
    }),
    ...{ login: new URL(`${DESK}/operators`), burst: AT_ONCE + 10, stores: opened(stores.records, stores.sealed) },
  };
  const close = async () => {
    await harness.close();
    (harness.keys as FileKeys).close();
    rmSync(folder, { recursive: true });
  };
  return { target, harness, folder, sandbox, close };
}

/** Keys are a month old when the harness's clock begins. */
const harnessStart = Date.UTC(2026, 9, 1);

/** Both stores as the command opens them. */
export function opened(records: Store, sealed: Store): OpenStores {
  return {
    records,
    all: [
      ['records', records],
      ['sealed', sealed],
    ],
    close: async () => {},
  };
}

function stateOf(path: string): FileState {
  const { mode, uid } = statSync(path);
  return { path, mode, owner: uid, folderMode: 0o700 };
}

/** What a proxy of care adds: plain http is not answered, https is remembered, too much at once is refused. */
function sendTo({ tellsafe }: Harness, login: OperatorLogin): Send {
  let under = 0;
  // Files never change: each is unpacked once for all checks, as a proxy keeps it.
  const files = new Map<string, Promise<ArrayBuffer>>();
  const fileAt = async (url: string) => (await tellsafe.fetch(new Request(url))).arrayBuffer();
  return async (url, init) => {
    if (url.startsWith('http:')) throw new TypeError('fetch failed');
    if (/\/(?:assets|widget)\//.test(url)) {
      const file = files.get(url) ?? fileAt(url);
      files.set(url, file);
      return new Response(await file);
    }
    const opening = url.endsWith('/v1/forms/open');
    if (opening && under >= AT_ONCE) return new Response('', { status: 429, headers: { 'Retry-After': '1' } });
    under += opening ? 1 : 0;
    // A turn of the loop, so that requests that are sent at once are under way at once.
    await new Promise((resolve) => setImmediate(resolve));
    try {
      const request = new Request(url, init);
      const answer = url.startsWith(`${DESK}/operators`) ? await login.fetch(request) : await tellsafe.fetch(request);
      return withHeaders(answer, { 'Strict-Transport-Security': 'max-age=31536000' });
    } finally {
      under -= opening ? 1 : 0;
    }
  };
}

/** The answer with other headers; null takes one away. */
export function withHeaders(answer: Response, changed: Readonly<Record<string, string | null>>): Response {
  const headers = new Headers(answer.headers);
  for (const [name, value] of Object.entries(changed)) {
    if (value === null) headers.delete(name);
    else headers.set(name, value);
  }
  return new Response(answer.body, { status: answer.status, headers });
}

/** Something that changes answers on their way. */
export function through(send: Send, change: (exchange: Exchange) => Response | Promise<Response>): Send {
  return async (url, init) => {
    const [method, sent] = [init?.method ?? 'GET', typeof init?.body === 'string' ? init.body : ''];
    return change({ url: new URL(url), method, sent, answer: await send(url, init) });
  };
}
