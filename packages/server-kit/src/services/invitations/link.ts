// The address of a form: its secret is in the fragment alone, which no server and no log sees (SF-CN-03).
import { pathOf } from '@tellsafe/core/wire';
import { type EntryPoint, languageFor } from '../../accounts/entry-points.ts';
import type { Kit } from '../kit.ts';

/**
 * The form link of a handle. Its page speaks the language of the entry point by which the consumer is reached, where that has one of its own
 * (SF-LANG-02). **Security:** whoever has it can open the form.
 *
 * @param via how the consumer is reached; absent for the web
 */
export function formLink(
  { accounts, basePath }: Pick<Kit, 'accounts' | 'basePath'>,
  account: string,
  handle: string,
  via?: EntryPoint,
): string {
  const settings = accounts.get(account);
  const language = via && languageFor(settings, via);
  const query = language === undefined || language === settings.language ? '' : `?${LINK_LANGUAGE}=${language}`;
  return `${settings.formOrigin}${basePath}${pathOf('formPage', { account })}${query}#${handle}`;
}

/** Names the language of a link's page in its query. */
export const LINK_LANGUAGE = 'l';
