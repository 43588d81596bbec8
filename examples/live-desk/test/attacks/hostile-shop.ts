// A shop whose own scripts are hostile: they run before the widget, in the page that the form opens in, and may send what they get to
// the shop's server or to another one. Every server keeps what it was sent, so that a test can look for what must not be there.
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { Tellsafe } from '@tellsafe/server-kit';
import { nodeListener } from '@tellsafe/server-kit/node';
import { build } from 'esbuild';
import { freePort } from '../server-process.ts';
import { openSmallKit } from '../small-kit.ts';
import type { Attack, Surface } from './attack.ts';
import { brokenWidget } from './broken-widget.ts';
import { collector } from './collector.ts';
import { workerScript } from './reading.ts';

/** A page that waits for its victim. */
export interface Trap {
  readonly url: string;
  /** Everything that the servers were sent since: addresses, headers, bodies. */
  sent(): string[];
  /** The answers that arrived at the agent, by question. */
  answers(): Promise<Readonly<Record<string, string>>>;
}

/** The shop with everything that it stands on. */
export interface HostileShop {
  readonly shopOrigin: string;
  readonly formOrigin: string;
  /** A page with the attack in it, and an invitation of its own. */
  setTrap(attack: Attack, surface: Surface): Promise<Trap>;
  close(): Promise<void>;
}

/** Starts the servers: the shop's, the form's, and one of the attacker. */
export async function openHostileShop(): Promise<HostileShop> {
  const [shopPort, formPort, thiefPort] = [await freePort(), await freePort(), await freePort()];
  const shopOrigin = `http://localhost:${shopPort}`;
  const formOrigin = `http://127.0.0.1:${formPort}`;
  const sent: string[] = [];
  const attacks = new Map<string, Attack>();
  const widget = await bundleWidget();
  const files = (path: string, query: URLSearchParams): string | undefined => {
    const attack = attacks.get(query.get('attack') ?? '');
    if (path === '/') return shopPage(query);
    if (path === '/frame') return page('<script src="/broken-widget.js" defer></script>');
    if (path === '/collector.js') return asScript(collector, JSON.stringify(`http://127.0.0.1:${thiefPort}`));
    if (path === '/attack.js' && attack) return asScript(attack.script, 'hostile');
    if (path === '/broken-widget.js') return asScript(brokenWidget);
    if (path === '/widget.js') return widget;
    return path === '/worker.js' ? workerScript : undefined;
  };
  const kit = await openSmallKit(shopOrigin, formOrigin);
  const servers = await Promise.all([
    listen(shopPort, serveFiles(sent, files)),
    listen(formPort, nodeListener(noting(sent, kit.tellsafe.fetch))),
    listen(
      thiefPort,
      serveFiles(sent, () => ''),
    ),
  ]);
  return {
    shopOrigin,
    formOrigin,
    async setTrap(attack, surface) {
      attacks.set(attack.name, attack);
      const { handle, answers } = await kit.invite();
      const query = new URLSearchParams({ attack: attack.name, surface, handle, endpoint: `${formOrigin}/tellsafe` });
      const begin = sent.length;
      return { url: `${shopOrigin}/?${query}`, sent: () => sent.slice(begin), answers };
    },
    async close() {
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
      }
      await kit.close();
    },
  };
}

/** The real widget as a brand's bundler makes it, and the element that the shop puts into its page. */
async function bundleWidget(): Promise<string> {
  const contents = `import '@tellsafe/consumer-widget/register';
    const { searchParams } = new URL(location.href);
    const invitation = document.createElement('tellsafe-invitation');
    invitation.setAttribute('endpoint', searchParams.get('endpoint'));
    invitation.setAttribute('handle', searchParams.get('handle'));
    document.body.append(invitation);`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    tsconfigRaw: {},
  });
  return outputFiles[0]?.text ?? '';
}

function shopPage(query: URLSearchParams): string {
  const attack = new URLSearchParams({ attack: query.get('attack') ?? '' });
  const body: Readonly<Record<string, string>> = {
    overlay: '<script type="module" src="/widget.js"></script>',
    inline: '<script src="/broken-widget.js" defer></script>',
    'same-origin-frame': '<iframe src="/frame" title="Form" width="600" height="400"></iframe>',
  };
  return page(`<script src="/collector.js"></script><script src="/attack.js?${attack}"></script>
    ${body[query.get('surface') ?? ''] ?? ''}`);
}

const page = (head: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title><link rel="icon" href="data:,"><body><h1>Shop</h1>${head}`;

/** A function's text as a script that runs it. */
const asScript = (run: (...given: never[]) => void, given = ''): string => `(${asExpression(run)})(${given});`;

/** The text of a method in an object has no \`function\` in front. */
function asExpression(run: (...given: never[]) => void): string {
  const text = run.toString();
  return /^(function|\(|[\w$]+\s*=>)/.test(text) ? text : `function ${text}`;
}

/** Serves texts, and keeps all it is sent. */
function serveFiles(
  sent: string[],
  files: (path: string, query: URLSearchParams) => string | undefined,
): RequestListener {
  return (request, response) => {
    const at = sent.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)} `) - 1;
    request.on('data', (chunk: Buffer) => {
      sent[at] += chunk.toString();
    });
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://shop');
    const file = files(pathname, searchParams);
    response.setHeader('content-type', `text/${pathname.endsWith('.js') ? 'javascript' : 'html'}; charset=utf-8`);
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('cache-control', 'no-store');
    response.statusCode = file === undefined ? 404 : 200;
    response.end(file);
  };
}

/** The kit's handler, keeping all it is sent. */
function noting(sent: string[], fetch: Tellsafe['fetch']): Tellsafe['fetch'] {
  return async (request) => {
    const headers = JSON.stringify([...request.headers]);
    sent.push(`${request.method} ${request.url} ${headers} ${await request.clone().text()}`);
    return fetch(request);
  };
}

/** A server on loopback. */
async function listen(port: number, listener: RequestListener): Promise<Server> {
  const server = createServer(listener).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
