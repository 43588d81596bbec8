// @tellsafe/server-kit/channels/apple: Apple Messages for Business. Alone usable wherever there is `fetch` and WebCrypto.
import { invalidSetting } from '../../invalid-setting.ts';
import { fromBase64 } from '../shared/bytes.ts';
import { plainReply } from '../shared/replies.ts';
import { settingsReader } from '../shared/settings.ts';
import type { Acknowledged, Channel, ChannelReply } from '../types.ts';
import { parse } from './parse.ts';
import { media, plan, send } from './send.ts';
import { type AppleAccount, capabilities } from './types.ts';
import { verify } from './verify.ts';

export type { AppleAccount, AppleOptions } from './types.ts';
export { parse, verify };

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const MIN_SECRET_BYTES = 16;

/**
 * Checks the settings of one business.
 *
 * @param path where they stand, for the message
 * @param input {@link AppleOptions}
 * @throws TellsafeError `option_invalid` naming key and what is allowed
 */
export function checkAccount(path: string, input: unknown): AppleAccount {
  const settings = settingsReader(path, input);
  const hint = 'must be the API secret in base64, 16 bytes or more';
  const apiSecrets = settings.secrets('apiSecret', hint);
  for (const secret of apiSecrets) {
    if ((fromBase64(secret ?? '')?.length ?? 0) < MIN_SECRET_BYTES) throw invalidSetting(`${path}.apiSecret`, hint);
  }
  const account = {
    apiSecrets,
    mspId: settings.text('mspId', UUID, 'must be the id of the messaging service provider, a UUID'),
    businessId: settings.text('businessId', UUID, 'must be the id of the business, a UUID'),
    gatewayUrl: settings.url('gatewayUrl', 'https://mspgw.push.apple.com'),
  };
  settings.done();
  return account;
}

function ack(outcome: Acknowledged): ChannelReply {
  return plainReply(outcome === 'rejected' ? 401 : 200);
}

/** The channel. */
export const apple: Channel<AppleAccount> = {
  name: 'apple',
  secretKeys: ['apiSecret'],
  ...{ capabilities, checkAccount, handshake: () => null, verify, parse, ack, plan, send, media },
};
