// How a deployment is reached: https and nothing else, a sound certificate, the right time.
import { ask, type Check, isLocal, NotChecked, pageOf, type Target } from './target.ts';

/** A certificate that ends sooner than this is to be renewed now. */
const RENEW_MS = 14 * 86_400_000;

/** Half a year: less is forgotten between two visits (RFC 6797 §6.1.1, hstspreload.org asks for a year). */
const HSTS_SECONDS = 15_768_000;

/** More than this, and proofs of honest clients are near their bound. */
const SKEW_MS = 30_000;

function elsewhere(target: Target): void {
  if (isLocal(target)) throw new NotChecked('The deployment is on this machine.');
}

/** The checks. */
export const transportChecks: readonly Check[] = [
  {
    id: 'https',
    how: 'The address is https, and the handshake gives TLS 1.2 or later, nothing older, and a certificate that lasts',
    rows: ['PCI 4.2.1 / 4.2.1.1', 'PCI 4.2.2'],
    run: async (target) => {
      elsewhere(target);
      if (target.page.protocol !== 'https:') return ['The form page is not reached by https.'];
      const { protocol, trusted, endsAt, speaksOld } = await target.handshake(
        target.page.hostname.replace(/^\[|\]$/g, ''),
        Number(target.page.port || 443),
      );
      return [
        ...(['TLSv1.2', 'TLSv1.3'].includes(protocol) ? [] : ['The connection is older than TLS 1.2.']),
        ...(speaksOld ? ['The server also speaks what is older than TLS 1.2.'] : []),
        ...(trusted ? [] : ['The certificate is not trusted here.']),
        ...(endsAt - target.clock() < RENEW_MS ? ['The certificate ends within 14 days, or has ended.'] : []),
      ];
    },
  },
  {
    id: 'no-plain-http',
    how: 'The same address by plain http does not answer, or sends to https',
    rows: ['PCI 4.2.1 / 4.2.1.1'],
    run: async (target) => {
      elsewhere(target);
      const url = `http://${target.page.hostname}${target.page.pathname}`;
      const answer = await ask(target, url).catch(() => undefined);
      if (!answer) return [];
      const sent = [301, 302, 307, 308].includes(answer.status);
      if (sent && answer.headers.get('location')?.startsWith('https://')) return [];
      return answer.status >= 400 ? [] : ['Plain http is answered.'];
    },
  },
  {
    id: 'hsts',
    how: 'Strict-Transport-Security holds for half a year at least',
    rows: ['ASVS 3.4.1–3.4.8', 'PCI 4.2.1 / 4.2.1.1'],
    run: async (target) => {
      elsewhere(target);
      const value = (await pageOf(target)).headers.get('strict-transport-security') ?? '';
      const seconds = Number(/(?:^|[;\s])max-age="?(\d+)/i.exec(value)?.[1] ?? 0);
      return seconds >= HSTS_SECONDS
        ? []
        : ['Strict-Transport-Security is missing, or holds for less than half a year.'];
    },
  },
  {
    id: 'clock',
    how: "The Date header is this machine's time, within 30 seconds",
    rows: ['PCI 10.6.x'],
    run: async (target) => {
      const before = target.clock();
      const date = Date.parse((await pageOf(target)).headers.get('date') ?? '');
      if (!Number.isFinite(date)) return ['There is no Date header.'];
      const off = Math.max(before - date, date - target.clock());
      return off <= SKEW_MS ? [] : ["The server's clock and this one differ by more than 30 seconds."];
    },
  },
];
