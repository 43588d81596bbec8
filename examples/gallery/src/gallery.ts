// The gallery as one function: bundles its pages from the workspace's sources and serves them on this machine.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** A running gallery. */
export interface Gallery {
  readonly url: string;
  close(): Promise<void>;
}

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
};

/**
 * Starts the gallery.
 *
 * @param port - 0 takes a free one
 */
export async function startGallery(port: number): Promise<Gallery> {
  const files = await pages();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const name = pathname === '/' ? 'gallery.html' : pathname.replace(/^\/(tellsafe\/form\/)?/, '');
    const content = files.get(name);
    // What has its content in its name stays as it is: a browser loads and compiles it once for all cells.
    const lasting = name.startsWith('chunk-') ? { 'cache-control': 'max-age=86400, immutable' } : {};
    const type = types[extname(name)] ?? 'text/plain';
    response.writeHead(content ? 200 : 404, { 'content-type': type, ...lasting }).end(content);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function pages(): Promise<ReadonlyMap<string, Uint8Array>> {
  const { outputFiles } = await build({
    entryPoints: [here('../pages/gallery.ts'), here('../pages/cell.ts')],
    outdir: 'out',
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    tsconfig: here('../tsconfig.json'),
    write: false,
    logLevel: 'error',
  });
  const own = ['gallery.html', 'gallery.css', 'cell.html'].map(
    (name) => [name, readFileSync(here(`../pages/${name}`))] as const,
  );
  const silent = ['acme', new TextEncoder().encode('A form page that is on its way.')] as const;
  return new Map([...own, silent, ...outputFiles.map(({ path, contents }) => [basename(path), contents] as const)]);
}
