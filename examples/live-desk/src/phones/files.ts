// The files that phones send, and the demo's own way to fetch them. In production files come from the providers' public addresses and the
// kit's guard refuses this machine; here the providers are simulated on ports of it. So each address is either one of theirs, and goes to that
// port, or nobody's.
import { readFile } from 'node:fs/promises';
import type { TellsafeOptions } from '@tellsafe/server-kit';
import { guardedFetch } from '@tellsafe/server-kit/node';
import { type ChannelName, type FileName, fileTypes } from './view.ts';

type FileOptions = NonNullable<TellsafeOptions['files']>;

/** A simulated provider, as far as files go. */
export interface FileProvider {
  readonly channel: ChannelName;
  /** Where it answers on this machine. */
  readonly url: string;
}

/** Hosts of which each simulated provider gives files, besides its own interface. */
const fileHosts: Readonly<Record<ChannelName, string>> = {
  'sms-twilio': 'mms.twiliocdn.com',
  messenger: 'scontent.xx.fbcdn.net',
  whatsapp: 'lookaside.fbsbx.com',
  apple: 'p97-content.icloud.com',
  rcs: 'rcs-content-us.googleapis.com',
};

/** What a phone sends. */
export async function fileOf(name: FileName): Promise<{ readonly mediaType: string; readonly bytes: Uint8Array }> {
  const bytes = new Uint8Array(await readFile(new URL(`files/${name}`, import.meta.url)));
  return { mediaType: fileTypes[name], bytes };
}

/**
 * Fetches what the simulated providers have, over a real connection to their ports, and nothing else: no other port of this machine, no other
 * host.
 */
export function filesOf(providers: readonly FileProvider[]): FileOptions {
  const fetch: FileOptions['fetch'] = async (url, init) => {
    const { host, origin, pathname, search } = new URL(url);
    const own = providers.filter((each) => new URL(each.url).origin === origin);
    const hosting = providers.filter(({ channel }) => fileHosts[channel] === host);
    let found: Response | undefined;
    for (const provider of [...own, ...hosting]) {
      // The provider tells its hosts apart by their names, as behind one address.
      const headers = new Headers(init.headers);
      if (own.length === 0) headers.set('host', host);
      const mayConnect = (address: string) => address === new URL(provider.url).hostname;
      found = await guardedFetch(provider.url + pathname + search, { ...init, headers }, mayConnect);
      if (found.status !== 404) return found;
      await found.body?.cancel();
    }
    if (found) return new Response(null, { status: 404 });
    throw Object.assign(new Error('No simulated provider has this address.'), { code: 'address_refused' });
  };
  return { fetch, httpOnLoopback: true };
}
