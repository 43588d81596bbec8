// A tiny login for the demo's two agents: a signed cookie. A real workspace brings its own.
import { timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import { deleteCookie, setSignedCookie } from 'hono/cookie';
import { parseSigned } from 'hono/utils/cookie';

/** Who works at this desk. Everybody's password is `juniper`: this is a demo on your own machine. */
export const agents = [
  { id: 'maya', name: 'Maya Lind' },
  { id: 'tom', name: 'Tom Okafor' },
] as const;

const PASSWORD = Buffer.from('juniper');
const COOKIE = 'desk';
const WORKDAY_SEC = 12 * 60 * 60;

/** One of the demo's agents. */
export type Agent = (typeof agents)[number];

/** The login's routes, and the one function that the kit needs: request → who it is. */
export interface Login {
  readonly routes: Hono;
  agentOf(request: Request): Promise<Agent | null>;
}

/**
 * Creates the login.
 *
 * @param secret signs the cookies; kept over restarts, so that nobody has to sign in again
 */
export function createLogin(secret: string): Login {
  const routes = new Hono();
  routes.get('/login', async (context) => context.json({ agents, signedIn: await agentOf(context.req.raw) }));
  routes.post('/login', async (context) => {
    const form = await context.req.json<{ agent?: unknown; password?: unknown }>().catch(() => ({}) as never);
    const agent = agents.find((one) => one.id === form.agent);
    if (!agent || !passwordMatches(form.password)) return context.json({ error: 'Wrong agent or password.' }, 401);
    const cookie = { httpOnly: true, sameSite: 'Strict', path: '/', maxAge: WORKDAY_SEC } as const;
    await setSignedCookie(context, COOKIE, agent.id, secret, cookie);
    return context.json({ agent });
  });
  routes.post('/logout', (context) => {
    deleteCookie(context, COOKIE, { path: '/' });
    return context.body(null, 204);
  });
  const agentOf = async (request: Request): Promise<Agent | null> => {
    const cookies = await parseSigned(request.headers.get('cookie') ?? '', secret, COOKIE);
    return agents.find(({ id }) => id === cookies[COOKIE]) ?? null;
  };
  return { routes, agentOf };
}

function passwordMatches(given: unknown): boolean {
  const bytes = Buffer.from(typeof given === 'string' ? given : '');
  return bytes.length === PASSWORD.length && timingSafeEqual(bytes, PASSWORD);
}
