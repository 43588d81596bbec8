// @tellsafe/server-kit/channels/messenger: Facebook Messenger. Alone usable wherever there is `fetch` and WebCrypto.
import { GRAPH_URL, hubAck, hubHandshake } from '../shared/meta.ts';
import { settingsReader } from '../shared/settings.ts';
import type { Channel } from '../types.ts';
import { parse } from './parse.ts';
import { media, plan, send } from './send.ts';
import { capabilities, type MessengerAccount } from './types.ts';
import { verify } from './verify.ts';

export type { MessengerAccount, MessengerOptions } from './types.ts';
export { parse, verify };

const ID = /^\d{5,32}$/;

/**
 * Checks the settings of one page.
 *
 * @param path where they stand, for the message
 * @param input {@link MessengerOptions}
 * @throws TellsafeError `option_invalid` naming key and what is allowed
 */
export function checkAccount(path: string, input: unknown): MessengerAccount {
  const settings = settingsReader(path, input);
  const account = {
    pageId: settings.text('pageId', ID, 'must be the id of the page, 5 to 32 digits'),
    appId: settings.text('appId', ID, 'must be the id of the app, 5 to 32 digits'),
    appSecrets: settings.secrets('appSecret', 'must be the secret of the app'),
    verifyToken: settings.secret('verifyToken', 'must be a token of 8 characters or more'),
    pageAccessToken: settings.secret('pageAccessToken', 'must be the access token of the page'),
    humanAgent: settings.flag('humanAgent'),
    linkAs: settings.choice('linkAs', ['text', 'button']),
    graphUrl: settings.url('graphUrl', GRAPH_URL),
  };
  settings.done();
  return account;
}

/** The channel. */
export const messenger: Channel<MessengerAccount> = {
  name: 'messenger',
  secretKeys: ['appSecret', 'verifyToken', 'pageAccessToken'],
  ...{ capabilities, checkAccount, verify, parse, ack: hubAck, plan, send, media },
  handshake: (request, { verifyToken }) => hubHandshake(request, verifyToken),
};
