// The demo's one account, as the kit is told of it: the same in one process and in two.
import type { AccountOptions } from '@tellsafe/server-kit';
import { forms } from './forms.ts';
import { vapidKeysIn } from './key-files.ts';
import { theme } from './theme.ts';

/** Its id. */
export const ACCOUNT = 'juniper';

/** What differs from one start of the demo to another. */
export interface AccountSite {
  readonly brandOrigin: string;
  readonly formOrigin: string;
  readonly dataDir: string;
  /** Form definitions, when not the demo's. */
  readonly forms?: readonly { readonly id: string }[];
  /** None when left out. */
  readonly entryPoints?: AccountOptions['entryPoints'];
}

/** Its options. @param sealing how answers are sealed, and who holds the archive's key */
export async function accountOptions(
  { brandOrigin, formOrigin, dataDir, forms: own = forms, entryPoints = [] }: AccountSite,
  sealing: Pick<AccountOptions, 'suite' | 'archiveKey' | 'archive'>,
): Promise<AccountOptions> {
  return {
    id: ACCOUNT,
    formOrigin,
    allowedOrigins: [brandOrigin],
    forms: own,
    desktop: 'allow', // one person plays all sides of the demo, at one computer
    theme,
    entryPoints,
    features: { history: true },
    push: { vapid: await vapidKeysIn(dataDir) },
    ...sealing,
  };
}
