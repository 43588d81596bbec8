// The address of a form: its secret is in the fragment alone, which no server and no log sees (SF-CN-03).
import { pathOf } from '@tellsafe/core/wire';
import type { Kit } from '../kit.ts';

/** The form link of a handle. **Security:** whoever has it can open the form. */
export function formLink(
  { accounts, basePath }: Pick<Kit, 'accounts' | 'basePath'>,
  account: string,
  handle: string,
): string {
  const { formOrigin } = accounts.get(account);
  return `${formOrigin}${basePath}${pathOf('formPage', { account })}#${handle}`;
}
