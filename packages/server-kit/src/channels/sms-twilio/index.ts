// @tellsafe/server-kit/channels/sms-twilio: SMS and MMS by Twilio. Alone usable wherever there is `fetch` and WebCrypto.
import { plainReply, reply } from '../shared/replies.ts';
import { settingsReader } from '../shared/settings.ts';
import type { Acknowledged, Channel, ChannelReply } from '../types.ts';
import { parse } from './parse.ts';
import { media, plan, reconcile, send } from './send.ts';
import { capabilities, type TwilioAccount } from './types.ts';
import { verify } from './verify.ts';

export type { TwilioAccount, TwilioOptions } from './types.ts';
export { parse, verify };

const SID = '[0-9a-fA-F]{32}';

/**
 * Checks the settings of one number or messaging service.
 *
 * @param path where they stand, for the message
 * @param input {@link TwilioOptions}
 * @throws TellsafeError `option_invalid` naming key and what is allowed
 */
export function checkAccount(path: string, input: unknown): TwilioAccount {
  const settings = settingsReader(path, input);
  const accountSid = settings.text('accountSid', new RegExp(`^AC${SID}$`), 'must be AC and 32 hexadecimal digits');
  const authTokens = settings.secrets('authToken', 'must be the auth token of the account');
  const login = apiKeyOf(path, settings.object('apiKey')) ?? { name: accountSid, secret: authTokens[0] };
  const sender = settings.text(
    'sender',
    new RegExp(`^(?:\\+[1-9]\\d{4,14}|\\d{3,8}|MG${SID}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$`),
    'must be a number in E.164, a short code, an alphanumeric sender, or MG and 32 hexadecimal digits',
  );
  const account = {
    ...{ accountSid, authTokens, login, sender },
    webhookUrl: settings.url('webhookUrl'),
    discardContent: settings.flag('discardContent'),
    apiUrl: settings.url('apiUrl', 'https://api.twilio.com'),
  };
  settings.done();
  return account;
}

function apiKeyOf(path: string, input: unknown): TwilioAccount['login'] | undefined {
  if (input === undefined) return undefined;
  const settings = settingsReader(`${path}.apiKey`, input);
  const name = settings.text('sid', new RegExp(`^SK${SID}$`), 'must be SK and 32 hexadecimal digits');
  const secret = settings.secret('secret', 'must be the secret of the key');
  settings.done();
  return { name, secret };
}

/** Twilio wants TwiML; an answer to the consumer never goes that way. */
function ack(outcome: Acknowledged): ChannelReply {
  return outcome === 'rejected' ? plainReply(403) : reply(200, 'text/xml; charset=utf-8', '<Response/>');
}

/** The channel. */
export const smsTwilio: Channel<TwilioAccount> = {
  name: 'sms-twilio',
  secretKeys: ['authToken', 'apiKey'],
  ...{ capabilities, checkAccount, handshake: () => null, verify, parse, ack, plan, send, reconcile, media },
};
