// Directions inside server-kit: handlers → services → ports; backends come in from outside; Node is named in four places.
import { importRule } from './finding.ts';
import { placeOf, relativeTarget } from './places.ts';
import { isNodeModule } from './source-file.ts';

/** Channels come in from outside, as stores do. */
const backend =
  /^(?:(?:stores|keys|signals)\/(?:memory|sqlite|sql-store|durable-object|postgres|redis|file|text)\b|channels\/(?:sms-twilio|messenger|whatsapp|apple|rcs)\/)/;
/** The signal of a single process, which stands in when none is given. */
const defaultBackend = /^signals\/memory\.ts$/;
const port = /^(stores|keys|signals)\//;
const nodeFiles = [/^runtime\/node\b/, /^stores\/sqlite\b/, /^keys\/file\b/, /^cli\//];

/** Who stands where. A kind that is missing here (http, page, …) is plain help and may be imported by all. */
function kindOf(inside: string): string {
  if (backend.test(inside)) return 'backend';
  if (port.test(inside)) return 'port';
  if (/^(cli|runtime|testing)\//.test(inside)) return 'edge';
  if (/^(router|create-tellsafe|options|process-parts|index)\.ts$/.test(inside)) return 'assembly';
  if (inside.startsWith('handlers/')) return 'handler';
  return /^(services|audit|webhooks|accounts|operators|push|reports|channels\/(?:gateway|outbox))\//.test(inside)
    ? 'service'
    : 'help';
}

/** Kinds that each kind must not import. Only the edge chooses a backend. */
const forbidden: Record<string, readonly string[]> = {
  port: ['backend', 'service', 'handler', 'assembly', 'edge'],
  backend: ['service', 'handler', 'assembly', 'edge'],
  help: ['backend', 'service', 'handler', 'assembly', 'edge'],
  service: ['backend', 'handler', 'assembly', 'edge'],
  handler: ['backend', 'assembly', 'edge'],
  assembly: ['backend', 'edge'],
  edge: [],
};

/** Layers of the server import only what stands below them. */
export const serverDirection = importRule('server-direction', (file, { specifier, typeOnly }) => {
  const from = placeOf(file.path);
  const target = relativeTarget(file.path, specifier);
  if (from.area !== 'server-kit' || !from.shipped || !target) return undefined;
  const to = placeOf(target);
  const [source, goal] = [kindOf(from.inside), kindOf(to.inside)];
  if (source === 'assembly' && defaultBackend.test(to.inside)) return undefined;
  if (typeOnly && goal === 'service' && source === 'help') return undefined;
  return forbidden[source]?.includes(goal) ? `a ${source} must not import a ${goal} (${specifier})` : undefined;
});

/** Library code runs anywhere: Node is named by the runtime, by two backends and by the command line only. */
export const nodeModules = importRule('node-modules', (file, { specifier }) => {
  const { area, inside, shipped } = placeOf(file.path);
  if (!shipped || !(isNodeModule(specifier) || specifier.startsWith('@hono/node-server'))) return undefined;
  const permitted = area === 'server-kit' && nodeFiles.some((pattern) => pattern.test(inside));
  return permitted ? undefined : `${specifier} ties this file to Node`;
});
