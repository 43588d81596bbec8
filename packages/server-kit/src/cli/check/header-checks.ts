// The headers of the form page, each by itself, so that a finding names what is wrong.
import { type Answer, type Check, isLocal, pageOf, type Target } from './target.ts';

/** A check of the form page's headers. */
function ofPage(
  id: string,
  how: string,
  rows: Check['rows'],
  judge: (headers: Headers, target: Target) => readonly string[],
): Check {
  return { id, how, rows, run: async (target) => judge((await pageOf(target)).headers, target) };
}

/** A header that must have one value. */
function exactly(id: string, name: string, wanted: string, rows: Check['rows']): Check {
  return ofPage(id, `${name} is ${wanted}`, rows, (headers) =>
    headers.get(name)?.toLowerCase() === wanted ? [] : [`${name} is not ${wanted}.`],
  );
}

/** Directives of the content security policy by name; several policies all hold, so one that is right is enough. */
function directivesOf({ headers }: Pick<Answer, 'headers'>): ReadonlyMap<string, string> {
  const [policy = ''] = (headers.get('content-security-policy') ?? '').split(',');
  const parts = policy.split(';').map((part) => part.trim().split(/\s+/));
  return new Map(parts.map(([name = '', ...values]) => [name.toLowerCase(), values.join(' ')]));
}

const wantedDirectives: Readonly<Record<string, string>> = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'connect-src': "'self'",
  'form-action': "'none'",
  'base-uri': "'none'",
};

/** What a script in the form page could do most harm with. */
const features = [
  'camera',
  'microphone',
  'geolocation',
  'clipboard-read',
  'clipboard-write',
  'display-capture',
  'payment',
];

const headerSet: Check['rows'] = ['ASVS 3.4.1–3.4.8'];
const unkept: Check['rows'] = ['ASVS 14.1.x, 14.2.1–14.2.7'];

/** The checks. */
export const headerChecks: readonly Check[] = [
  ofPage(
    'content-policy',
    'The content security policy allows own files and nothing else, no form target and no other base',
    ['ASVS 3.4.1–3.4.8', 'PCI 6.4.3'],
    (headers) => {
      const found = directivesOf({ headers });
      const wrong = Object.entries(wantedDirectives).filter(([name, wanted]) => found.get(name) !== wanted);
      return wrong.map(([name, wanted]) => `Content-Security-Policy: ${name} is not ${wanted}.`);
    },
  ),
  ofPage('trusted-types', 'The policy requires trusted types for scripts', headerSet, (headers) =>
    directivesOf({ headers }).get('require-trusted-types-for') === "'script'"
      ? []
      : ["Content-Security-Policy lacks require-trusted-types-for 'script'."],
  ),
  ofPage(
    'frame-ancestors',
    'The policy names the pages that may frame the form, each by its https origin',
    headerSet,
    (headers, target) => {
      const sources = directivesOf({ headers }).get('frame-ancestors')?.split(' ') ?? [];
      if (sources.length === 0)
        return ['Content-Security-Policy lacks frame-ancestors: every page may frame the form.'];
      const allowed = isLocal(target) ? /^https?:\/\/[^*]+$/ : /^https:\/\/[^*]+$/;
      const loose = sources.filter((source) => source !== "'self'" && source !== "'none'" && !allowed.test(source));
      return loose.length === 0
        ? []
        : ['Content-Security-Policy: frame-ancestors allows more than https origins by name.'];
    },
  ),
  ofPage('permissions-policy', 'Powerful features are off', headerSet, (headers) => {
    const policy = headers.get('permissions-policy') ?? '';
    const off = policy.split(',').map((part) => part.trim());
    const open = features.filter((feature) => !off.includes(`${feature}=()`));
    return open.length === 0 ? [] : [`Permissions-Policy leaves on: ${open.join(', ')}.`];
  }),
  exactly('referrer-policy', 'Referrer-Policy', 'no-referrer', ['ASVS 3.4.1–3.4.8', 'ASVS 14.1.x, 14.2.1–14.2.7']),
  exactly('types-not-guessed', 'X-Content-Type-Options', 'nosniff', headerSet),
  exactly('page-not-stored', 'Cache-Control', 'no-store', unkept),
  exactly('page-not-indexed', 'X-Robots-Tag', 'noindex, nofollow', unkept),
  ofPage('isolation', 'The page is isolated from windows and documents of other origins', headerSet, (headers) => {
    const wanted = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };
    return Object.entries(wanted).flatMap(([name, value]) =>
      headers.get(name) === value ? [] : [`${name} is not ${value}.`],
    );
  }),
  ofPage('page-without-cookies', 'The form page sets no cookie', ['ASVS 3.3.x'], (headers) =>
    headers.has('set-cookie') ? ['The form page sets a cookie.'] : [],
  ),
  ofPage('server-unnamed', 'No header names the versions of servers', ['ASVS 16.5.1–16.5.4'], (headers) => {
    const names = ['server', 'x-powered-by', 'via', 'x-aspnet-version'];
    const telling = names.filter((name) =>
      name === 'x-powered-by' ? headers.has(name) : /\d/.test(headers.get(name)?.replace(/^\d\.\d /, '') ?? ''),
    );
    return telling.map((name) => `The header ${name} names what runs here.`);
  }),
];
