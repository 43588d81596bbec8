// Requests of people whose server may die at any moment: what got no answer is asked again, byte for byte, as docs/protocol.md §10 allows.

/** An answer. */
export interface Answered {
  readonly status: number;
  readonly body: unknown;
}

/** Where the halves are, and what has happened so far. */
export interface Asking {
  readonly deskOrigin: string;
  readonly formOrigin: string;
  readonly agentToken: string;
  /** Requests that were answered with success. */
  answered: number;
  /** Requests that got no answer, or 5xx, and were asked again. */
  lost: number;
}

export const BASE = '/tellsafe';
const PATIENCE_MS = 60_000;
const REQUEST_LIMIT_MS = 10_000;
const PAUSE_MS = 20;

/** What a request is. */
export interface Asked {
  readonly method?: string;
  readonly body?: unknown;
  /** Made anew for each try: a proof is good for one time. */
  readonly headers?: () => Promise<Record<string, string>> | Record<string, string>;
}

/** Asks until there is an answer. */
export async function ask(asking: Asking, url: string, { method = 'POST', body, headers }: Asked): Promise<Answered> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const answered = await once(url, method, body, await headers?.());
    if (answered && answered.status < 500) {
      if (answered.status < 300) asking.answered += 1;
      return answered;
    }
    asking.lost += 1;
    if (Date.now() > end) throw new Error(`${url} has no answer: ${answered?.status ?? 'unreachable'}`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

async function once(url: string, method: string, body: unknown, headers: Record<string, string> = {}) {
  try {
    const response = await fetch(url, {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(REQUEST_LIMIT_MS),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, body: isJson ? (JSON.parse(text) as unknown) : undefined };
  } catch {
    return undefined;
  }
}

/** Asks, and takes nothing but success. @throws Error that names what came instead */
export async function get<Body>(asking: Asking, url: string, asked: Asked): Promise<Body> {
  const { status, body } = await ask(asking, url, asked);
  if (status >= 300) throw new Error(`${new URL(url).pathname} was answered with ${status} ${JSON.stringify(body)}`);
  return body as Body;
}
