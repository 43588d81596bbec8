// The built-in login, as far as it shows without signing in.
import { toBase64url } from '@tellsafe/core/encoding';
import { type Answer, ask, type Check, NotChecked, type Target } from './target.ts';

const FOREIGN = 'https://tellsafe-check.invalid';

/** Sends to a route of the login, as its own page would unless said otherwise. */
function toLogin(target: Target, path: string, body: unknown, origin?: string): Promise<Answer> {
  const { login } = target;
  if (!login)
    throw new NotChecked('Give --login with the address of the login, such as https://desk.acme.example/operators.');
  return ask(target, `${login.href.replace(/\/$/, '')}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: origin ?? login.origin },
    body: JSON.stringify(body),
  });
}

const signIn = (target: Target, origin?: string) => {
  const name = `check-${toBase64url(target.random(9))}`;
  return toLogin(target, '/sign-in', { account: target.account, name, password: name }, origin);
};

/** The checks. */
export const loginChecks: readonly Check[] = [
  {
    id: 'login-cookie',
    how: 'The cookie of the login is bound to its host, out of reach of scripts and of other sites (--login)',
    rows: ['ASVS 3.3.x', 'ASVS 7.2.3, 7.4.1, 7.4.2'],
    run: async (target) => {
      // Signing out sets the cookie that signing in sets, empty; no login is needed for it.
      const cookie = (await toLogin(target, '/sign-out', {})).headers.get('set-cookie') ?? '';
      const [pair = '', ...attributes] = cookie.split(';').map((part) => part.trim().toLowerCase());
      if (pair === '') return ['Signing out takes no cookie away.'];
      const isLocalLogin = target.login?.protocol === 'http:' && /^(?:localhost|127\.)/.test(target.login.hostname);
      const wanted = ['path=/', 'httponly', 'samesite=strict', ...(isLocalLogin ? [] : ['secure'])];
      return [
        ...(isLocalLogin || pair.startsWith('__host-') ? [] : ['The name of the cookie does not begin with __Host-.']),
        ...wanted.filter((one) => !attributes.includes(one)).map((one) => `The cookie lacks ${one}.`),
        ...(attributes.some((one) => one.startsWith('domain=')) ? ['The cookie goes to other hosts (Domain).'] : []),
      ];
    },
  },
  {
    id: 'login-refusal',
    how: 'Somebody unknown is refused with 401 and sets no cookie; a foreign page is refused and reads nothing (--login)',
    rows: ['PCI 8.2.8, 8.3.4–8.3.9, 8.4.2', 'ASVS 3.5.1–3.5.3'],
    run: async (target) => {
      const unknown = await signIn(target);
      const foreign = await signIn(target, FOREIGN);
      return [
        ...(unknown.status === 401 || unknown.status === 429 ? [] : ['Somebody unknown is not refused.']),
        ...(unknown.headers.has('set-cookie') ? ['A refused login gets a cookie.'] : []),
        ...(foreign.status === 403 ? [] : ['A foreign page may try to sign in.']),
        ...(foreign.headers.has('access-control-allow-origin')
          ? ['A foreign page may read the answers of the login.']
          : []),
      ];
    },
  },
];
