// The desk's login: the kit's own, with the people of the demo. They are made at the first start as an admin would make them, and each
// goes through the real first sign-in, with its change of password.
import { type OperatorLogin, type OperatorLoginOptions, operatorLogin } from '@tellsafe/server-kit/operators';
import { PASSWORD, type Person, type PersonName, people } from './people.ts';

/** Operator ids by sign-in name; they are the kit's agent ids. */
export type PeopleIds = Readonly<Record<PersonName, string>>;

/** A login whose people are there. */
export interface DeskLogin {
  readonly login: OperatorLogin;
  readonly ids: PeopleIds;
}

/**
 * Opens the login. Its policy is the default, `pci-4.0.1`: there a second factor is everybody's choice, so the demo can be played with
 * a password alone.
 *
 * @param site the account, and the origin of the desk's page
 */
export async function openLogin(
  site: { readonly account: string; readonly origin: string },
  options: Pick<OperatorLoginOptions, 'store' | 'keys' | 'clock' | 'passwords'>,
): Promise<DeskLogin> {
  const { account, origin } = site;
  const login = operatorLogin({
    ...options,
    accounts: [account],
    origins: [origin],
    issuer: 'Juniper desk',
    profiles: {
      'head-of-desk': {
        role: 'manager',
        permissions: ['conversations.watch', 'transcripts.read', 'history.answers.read', 'reports.read', 'audit.read'],
      },
    },
  });
  const known = await login.operators.list({ accountId: account });
  const entries = await Promise.all(
    people.map(async (person): Promise<[PersonName, string]> => {
      const found = known.find(({ name }) => name === person.name);
      // Whoever was made and has never signed in was left so by a start that did not get to its end.
      const isReady = found && !(found.mustChangePassword && found.passwordSetAt === found.createdAt);
      return [person.name, isReady ? found.id : await admit(login, site, person, found?.id)];
    }),
  );
  return { login, ids: Object.fromEntries(entries) as Record<PersonName, string> };
}

/** Makes somebody and takes them through the first sign-in. */
async function admit(
  login: OperatorLogin,
  { account, origin }: { readonly account: string; readonly origin: string },
  person: Person,
  existing: string | undefined,
): Promise<string> {
  const { operator, password } = existing
    ? await login.operators.reset({ accountId: account, operatorId: existing })
    : await login.operators.create({ accountId: account, ...person });
  let cookie = '';
  const post = async (path: string, body: unknown) => {
    const headers = { 'content-type': 'application/json', origin, cookie };
    const request = new Request(`${origin}/operators${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    const answer = await login.fetch(request);
    if (!answer.ok) throw new Error(`${person.name} cannot sign in for the first time: ${answer.status}`);
    cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  };
  await post('/sign-in', { account, name: person.name, password });
  await post('/password', { current: password, next: PASSWORD });
  await post('/sign-out', {});
  return operator.id;
}
