// @tellsafe/server-kit/channels/rcs: Google RCS Business Messaging. Alone usable wherever there is `fetch` and WebCrypto.
import { equalBytes } from '@tellsafe/core/crypto';
import { object, parseBody, text } from '../shared/json.ts';
import { plainReply } from '../shared/replies.ts';
import { settingsReader } from '../shared/settings.ts';
import type { Acknowledged, Channel, ChannelReply, RawRequest } from '../types.ts';
import { parse } from './parse.ts';
import { media, plan, send } from './send.ts';
import { capabilities, type RcsAccount } from './types.ts';
import { verify } from './verify.ts';

export type { RcsAccount, RcsOptions } from './types.ts';
export { parse, verify };

/**
 * Checks the settings of one agent.
 *
 * @param path where they stand, for the message
 * @param input {@link RcsOptions}
 * @throws TellsafeError `option_invalid` naming key and what is allowed
 */
export function checkAccount(path: string, input: unknown): RcsAccount {
  const settings = settingsReader(path, input);
  const service = settingsReader(`${path}.serviceAccount`, settings.object('serviceAccount'));
  const account = {
    agentId: settings.text('agentId', /^[\w.@-]{1,128}$/, 'must be the id of the agent'),
    clientTokens: settings.secrets('clientToken', 'must be the client token of the webhook'),
    email: service.text('email', /^[^\s@]+@[^\s@]+$/, 'must be the address of the service account'),
    privateKey: service.pem('privateKey'),
    traffic: settings.choice('traffic', ['SERVICEREQUEST', 'TRANSACTION', 'AUTHENTICATION']),
    apiUrl: settings.url('apiUrl', 'https://rcsbusinessmessaging.googleapis.com'),
    tokenUrl: settings.url('tokenUrl', 'https://oauth2.googleapis.com/token'),
  };
  service.done();
  settings.done();
  return account;
}

/** Google asks with the client token and wants its secret back. A message that is labelled as such a question is none. */
function handshake({ method, headers, body }: RawRequest, { clientTokens }: RcsAccount): ChannelReply | null {
  if (method !== 'POST') return null;
  const question = object(parseBody(body));
  const secret = text(question, 'secret');
  const isQuestion = secret !== undefined && !Object.hasOwn(question, 'message');
  if (!isQuestion) return headers.get('x-goog-webhook-type') === 'verification' ? plainReply(400) : null;
  const encoder = new TextEncoder();
  const token = encoder.encode(text(question, 'clientToken') ?? '');
  const known = clientTokens.map((each) => equalBytes(token, encoder.encode(each))).includes(true);
  if (!known) return plainReply(403);
  return /^[\w-]{1,200}$/.test(secret) ? plainReply(200, secret) : plainReply(400);
}

/** One queue serves every agent of a partner: what cannot be used is acknowledged, too, once it is kept. */
function ack(outcome: Acknowledged): ChannelReply {
  return plainReply(outcome === 'rejected' ? 403 : 200);
}

/** The channel. */
export const rcs: Channel<RcsAccount> = {
  name: 'rcs',
  secretKeys: ['clientToken', 'serviceAccount'],
  ...{ capabilities, checkAccount, handshake, verify, parse, ack, plan, send, media },
};
