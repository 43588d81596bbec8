// @tellsafe/server-kit/channels/whatsapp: WhatsApp Business by Meta's Cloud API. Alone usable wherever there is `fetch` and WebCrypto.
import { GRAPH_URL, hubAck, hubHandshake } from '../shared/meta.ts';
import { settingsReader } from '../shared/settings.ts';
import type { Channel } from '../types.ts';
import { parse } from './parse.ts';
import { media, plan, send } from './send.ts';
import { capabilities, type TemplateOptions, type WhatsAppAccount } from './types.ts';
import { verify } from './verify.ts';

export type { TemplateOptions, WhatsAppAccount, WhatsAppOptions } from './types.ts';
export { parse, verify };

/**
 * Checks the settings of one number.
 *
 * @param path where they stand, for the message
 * @param input {@link WhatsAppOptions}
 * @throws TellsafeError `option_invalid` naming key and what is allowed
 */
export function checkAccount(path: string, input: unknown): WhatsAppAccount {
  const settings = settingsReader(path, input);
  const invitationTemplate = templateOf(`${path}.invitationTemplate`, settings.object('invitationTemplate'));
  const account = {
    phoneNumberId: settings.text('phoneNumberId', /^\d{5,32}$/, 'must be the id of the number, 5 to 32 digits'),
    appSecrets: settings.secrets('appSecret', 'must be the secret of the app'),
    verifyToken: settings.secret('verifyToken', 'must be a token of 8 characters or more'),
    accessToken: settings.secret('accessToken', 'must be an access token of the Cloud API'),
    linkAs: settings.choice('linkAs', ['text', 'button']),
    ...(invitationTemplate && { invitationTemplate }),
    graphUrl: settings.url('graphUrl', GRAPH_URL),
    mediaUrl: settings.url('mediaUrl', 'https://lookaside.fbsbx.com'),
  };
  settings.done();
  return account;
}

function templateOf(path: string, input: unknown): TemplateOptions | undefined {
  if (input === undefined) return undefined;
  const settings = settingsReader(path, input);
  const name = settings.text('name', /^[a-z0-9_]{1,512}$/, 'must be the name of an approved template');
  const language = settings.text(
    'language',
    /^[a-z]{2,3}(?:_[A-Z]{2})?$/,
    'must be a language code such as en or pt_BR',
  );
  settings.done();
  return { name, language };
}

/** The channel. */
export const whatsapp: Channel<WhatsAppAccount> = {
  name: 'whatsapp',
  secretKeys: ['appSecret', 'verifyToken', 'accessToken'],
  ...{ capabilities, checkAccount, verify, parse, ack: hubAck, plan, send, media },
  handshake: (request, { verifyToken }) => hubHandshake(request, verifyToken),
};
