// What can be wrong with a deployment as it is seen from outside: transport, page, headers, refusals.
import { type Exchange, withHeaders } from './deployment.ts';
import { type Change, type Fault, sent } from './fault.ts';

const isPage = ({ url }: Exchange) => url.pathname.includes('/form/');
const onPage = (headers: Readonly<Record<string, string | null>>) =>
  sent((exchange) => (isPage(exchange) ? withHeaders(exchange.answer, headers) : exchange.answer));
const onRoutes = (change: Change) =>
  sent((exchange) => (exchange.url.pathname.includes('/v1/') ? change(exchange) : exchange.answer));

/** The page with another text in its policy or its document. */
const policyWith = (from: RegExp, to: string) =>
  sent((exchange) => {
    const { answer } = exchange;
    if (!isPage(exchange)) return answer;
    const policy = answer.headers.get('content-security-policy') ?? '';
    return withHeaders(answer, { 'Content-Security-Policy': policy.replace(from, to) });
  });
const documentWith = (from: RegExp, to: string) =>
  sent(async (exchange) =>
    isPage(exchange)
      ? new Response((await exchange.answer.text()).replace(from, to), exchange.answer)
      : exchange.answer,
  );

const shaken =
  (found: object): Fault[3] =>
  ({ target }) => ({ handshake: async (host, port) => ({ ...(await target.handshake(host, port)), ...found }) });

const transport = 'PCI 4.2.1 / 4.2.1.1';
const headers = 'ASVS 3.4.1–3.4.8';
const unkept = 'ASVS 14.1.x, 14.2.1–14.2.7';
const words = 'ASVS 16.5.1–16.5.4';

/** Every one of them. */
export const outsideFaults: readonly Fault[] = [
  ['old TLS alone', 'https', transport, shaken({ protocol: 'TLSv1.1' })],
  ['old TLS as well', 'https', transport, shaken({ speaksOld: true })],
  ['an untrusted certificate', 'https', 'PCI 4.2.2', shaken({ trusted: false })],
  ['a certificate that ends tomorrow', 'https', transport, shaken({ endsAt: Date.UTC(2026, 10, 3) })],
  [
    'plain http',
    'no-plain-http',
    transport,
    ({ target }) => ({ send: (url, init) => target.send(url.replace(/^http:/, 'https:'), init) }),
  ],
  ['no HSTS', 'hsts', headers, onPage({ 'strict-transport-security': null })],
  ['HSTS for an hour', 'hsts', headers, onPage({ 'strict-transport-security': 'max-age=3600' })],
  ['a clock that is behind', 'clock', 'PCI 10.6.x', onPage({ date: 'Mon, 02 Nov 2026 08:00:00 GMT' })],
  ['another document', 'published-page', 'PCI 11.6.1', documentWith(/<title>/, '<title>! ')],
  [
    'another script',
    'published-page',
    'PCI 6.4.3',
    sent(({ url, answer }) => (/\/assets\/form-.*\.js$/.test(url.pathname) ? new Response('alert(1)') : answer)),
  ],
  [
    'another list of hashes',
    'integrity-list',
    'PCI 6.4.3',
    sent(({ url, answer }) => (url.pathname.endsWith('integrity.json') ? new Response('{"files":{}}') : answer)),
  ],
  ['a script without a pin', 'pinned-files', 'ASVS 3.6.1', documentWith(/ integrity="[^"]*"/, '')],
  ['forms that send anywhere', 'content-policy', headers, policyWith(/ form-action [^;]*;/, '')],
  [
    'inline scripts',
    'content-policy',
    'PCI 6.4.3',
    policyWith(/script-src 'self'/, "script-src 'self' 'unsafe-inline'"),
  ],
  ['any server to send to', 'content-policy', headers, policyWith(/connect-src 'self'/, 'connect-src *')],
  ['strings as scripts', 'trusted-types', headers, policyWith(/; require-trusted-types-for 'script'/, '')],
  ['frames everywhere', 'frame-ancestors', headers, policyWith(/frame-ancestors [^;]*/, 'frame-ancestors *')],
  ['frames of plain http', 'frame-ancestors', headers, policyWith(/https:\/\/www/, 'http://www')],
  ['no word about frames', 'frame-ancestors', headers, policyWith(/ frame-ancestors [^;]*;/, '')],
  ['the camera', 'permissions-policy', headers, onPage({ 'permissions-policy': 'camera=(self)' })],
  ['referrers', 'referrer-policy', headers, onPage({ 'referrer-policy': 'unsafe-url' })],
  ['types that are guessed', 'types-not-guessed', headers, onPage({ 'x-content-type-options': null })],
  ['a page in caches', 'page-not-stored', unkept, onPage({ 'cache-control': 'public, max-age=60' })],
  ['a page in indexes', 'page-not-indexed', unkept, onPage({ 'x-robots-tag': null })],
  ['windows of others', 'isolation', headers, onPage({ 'cross-origin-opener-policy': null })],
  ['a cookie on the page', 'page-without-cookies', 'ASVS 3.3.x', onPage({ 'set-cookie': 'seen=1' })],
  ['a server that tells its version', 'server-unnamed', words, onPage({ server: 'nginx/1.18.0' })],
  ['a framework that names itself', 'server-unnamed', words, onPage({ 'x-powered-by': 'Express' })],
  [
    'answers for every origin',
    'foreign-origin',
    'ASVS 3.5.1–3.5.3',
    onRoutes(({ answer }) => withHeaders(answer, { 'access-control-allow-origin': '*' })),
  ],
  [
    'foreign origins let through',
    'foreign-origin',
    'ASVS 3.5.1–3.5.3',
    ({ target }) => ({
      send: (url, init) => {
        const { Origin: origin, ...rest } = { ...(init?.headers as Record<string, string> | undefined) };
        const isForeign = origin?.endsWith('.invalid') && init?.method === 'POST' && !url.includes('/operators');
        return target.send(url, isForeign ? { ...init, headers: rest } : init);
      },
    }),
  ],
  [
    'methods that are made up',
    'methods',
    'ASVS 4.1.4',
    sent(({ method, answer }) => (method === 'DELETE' ? new Response('') : answer)),
  ],
  [
    'bodies of any type',
    'json-only',
    'ASVS 3.5.1–3.5.3',
    onRoutes(({ answer }) => (answer.status === 415 ? new Response('', { status: 403 }) : answer)),
  ],
  [
    'bodies of any size',
    'body-limit',
    'ASVS 2.4.1',
    onRoutes(({ answer }) => (answer.status === 413 ? new Response('', { status: 403 }) : answer)),
  ],
  [
    'errors that repeat what was sent',
    'error-words',
    words,
    onRoutes(({ sent: body, answer }) =>
      answer.status === 400
        ? withHeaders(new Response(body, { status: 400 }), { 'content-type': 'text/plain' })
        : answer,
    ),
  ],
  [
    'an error page of the server in front',
    'error-words',
    words,
    onRoutes(({ answer }) =>
      answer.status === 404 ? new Response('<h1>Not found</h1>', { status: 404, headers: answer.headers }) : answer,
    ),
  ],
  [
    'crashes',
    'error-words',
    words,
    onRoutes(({ method, answer }) =>
      method === 'POST' && answer.status === 400 ? new Response('', { status: 500 }) : answer,
    ),
  ],
  [
    'refusals that tell keys apart',
    'uniform-refusal',
    words,
    onRoutes(({ sent: body, answer }) =>
      body.includes('"openKey":"x"')
        ? new Response('{"hint":"malformed"}', { status: 403, headers: answer.headers })
        : answer,
    ),
  ],
  [
    'lists of agents for everybody',
    'agents-only',
    'PCI 7.2.1–7.2.6',
    sent(({ url, answer }) => (url.pathname.endsWith('/v1/agent/conversations') ? Response.json([]) : answer)),
  ],
  [
    'a login that takes everybody',
    'login-needed',
    'PCI 7.2.1–7.2.6',
    sent(({ url, answer }) => (url.pathname.endsWith('/v1/agent/sessions') ? Response.json({}) : answer)),
  ],
  [
    'answers in caches',
    'answers-not-stored',
    unkept,
    onRoutes(({ answer }) => withHeaders(answer, { 'cache-control': 'private' })),
  ],
  [
    'no limit',
    'rate-limit',
    'ASVS 2.4.1',
    onRoutes(({ answer }) => (answer.status === 429 ? new Response('', { status: 403 }) : answer)),
  ],
];
