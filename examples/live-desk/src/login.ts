// A tiny login for the demo's two agents: a random cookie, kept in memory. A real workspace brings its own.
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';

/** Who works at this desk. Everybody's password is `juniper`: this is a demo on your own machine. */
export const agents = [
  { id: 'maya', name: 'Maya Lind' },
  { id: 'tom', name: 'Tom Okafor' },
] as const;

const PASSWORD = Buffer.from('juniper');
const COOKIE = 'desk';

/** One of the demo's agents. */
export type Agent = (typeof agents)[number];

/** The login's routes, and the one function that the kit needs: request → who it is. */
export interface Login {
  readonly routes: Hono;
  agentOf(request: Request): Agent | null;
}

/** Creates the login. Sessions end with the process; the kit's own agent sessions do not. */
export function createLogin(): Login {
  const sessions = new Map<string, Agent>();
  const routes = new Hono();
  routes.get('/login', (context) => context.json({ agents, signedIn: agentOf(context.req.raw) }));
  routes.post('/login', async (context) => {
    const form = await context.req.json<{ agent?: unknown; password?: unknown }>().catch(() => ({}) as never);
    const agent = agents.find((one) => one.id === form.agent);
    if (!agent || !passwordMatches(form.password)) return context.json({ error: 'Wrong agent or password.' }, 401);
    const id = randomBytes(32).toString('base64url');
    sessions.set(id, agent);
    setCookie(context, COOKIE, id, { httpOnly: true, sameSite: 'Strict', path: '/' });
    return context.json({ agent });
  });
  routes.post('/logout', (context) => {
    sessions.delete(getCookie(context, COOKIE) ?? '');
    deleteCookie(context, COOKIE, { path: '/' });
    return context.body(null, 204);
  });
  const agentOf = (request: Request): Agent | null => {
    const cookie = /(?:^|;\s*)desk=([\w-]+)/.exec(request.headers.get('cookie') ?? '')?.[1];
    return (cookie && sessions.get(cookie)) || null;
  };
  return { routes, agentOf };
}

function passwordMatches(given: unknown): boolean {
  const bytes = Buffer.from(typeof given === 'string' ? given : '');
  return bytes.length === PASSWORD.length && timingSafeEqual(bytes, PASSWORD);
}
