// The entry points of the demo, one of each channel and a second number in another language. Their credentials are made at start: they are
// known to the simulated providers and to nobody else.
import { generateKeyPair, randomBytes, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import type { Channel, EntryPointOptions } from '@tellsafe/server-kit';
import { apple } from '@tellsafe/server-kit/channels/apple';
import { messenger } from '@tellsafe/server-kit/channels/messenger';
import { rcs } from '@tellsafe/server-kit/channels/rcs';
import { smsTwilio } from '@tellsafe/server-kit/channels/sms-twilio';
import { whatsapp } from '@tellsafe/server-kit/channels/whatsapp';
import {
  type ProviderSimulator,
  type SimulatorInit,
  simulateApple,
  simulateMessenger,
  simulateRcs,
  simulateTwilio,
  simulateWhatsApp,
} from '@tellsafe/server-kit/testing';
import type { ChannelName } from './view.ts';

/** What is known of an entry point before the demo starts. */
export interface LinePlan extends Pick<EntryPointOptions, 'id'> {
  readonly channel: ChannelName;
  readonly product: string;
  readonly label: string;
  readonly language: string;
  /** Number or name under which the business is shown on the phone. */
  readonly business: string;
  readonly people: readonly { readonly id: string; readonly name: string }[];
}

/** The same with credentials. */
export interface Line {
  readonly plan: LinePlan;
  readonly webhookUrl: string;
  readonly entryPoint: EntryPointOptions;
  simulate(init: Omit<SimulatorInit<unknown>, 'settings' | 'webhookUrl'>): ProviderSimulator;
}

/** Numbers that belong to nobody: they are kept free for stories. */
const callers = [
  { id: '+12025550142', name: 'Kim' },
  { id: '+12025550187', name: 'Sam' },
];
const German = [
  { id: '+493023125142', name: 'Lena' },
  { id: '+493023125187', name: 'Jonas' },
];
const named = (...ids: readonly [string, string]) => callers.map(({ name }, at) => ({ id: ids[at] ?? '', name }));

/** The entry points, in the order in which they are shown. */
export const linePlans: readonly LinePlan[] = [
  line('orders', 'sms-twilio', 'SMS', 'Orders', '+12025550100', callers),
  { ...line('service', 'sms-twilio', 'SMS', 'Kundendienst', '+493023125900', German), language: 'de' },
  line('page', 'messenger', 'Messenger', 'Social', 'Juniper Lamps', named('7041000000000142', '7041000000000187')),
  line('chat', 'whatsapp', 'WhatsApp', 'Advice', '+12025550101', named('12025550142', '12025550187')),
  line('business', 'apple', 'Apple Messages', 'Store', 'Juniper', named('urn:mbid:kim-142', 'urn:mbid:sam-187')),
  line('agent', 'rcs', 'RCS', 'Delivery', 'Juniper', callers),
];

function line(
  id: string,
  channel: ChannelName,
  product: string,
  label: string,
  business: string,
  people: LinePlan['people'],
): LinePlan {
  return { ...{ id, channel, product, label, business, people }, language: 'en' };
}

/**
 * Makes the credentials of an entry point.
 *
 * @param providerUrl where its simulated provider answers
 * @param formOrigin where the kit takes what providers send
 */
export async function makeLine(plan: LinePlan, providerUrl: string, formOrigin: string): Promise<Line> {
  const { id, label, language, product } = plan;
  const webhookUrl = `${formOrigin}/tellsafe/v1/channels/${plan.channel}/${id}`;
  const { channel, settings, simulate } = await makers[plan.channel]({ plan, providerUrl, webhookUrl });
  const entryPoint = { ...{ id, channel, settings, label, language }, name: `${product}: ${label}` };
  return { plan, webhookUrl, entryPoint, simulate: (init) => simulate({ ...init, webhookUrl }) };
}

interface Place {
  readonly plan: LinePlan;
  readonly providerUrl: string;
  readonly webhookUrl: string;
}

interface Made extends Pick<EntryPointOptions, 'channel' | 'settings'> {
  simulate(init: Omit<SimulatorInit<unknown>, 'settings'>): ProviderSimulator;
}

function made<Account, Settings>(
  channel: Channel<Account>,
  settings: Settings,
  simulate: (init: SimulatorInit<Settings>) => ProviderSimulator,
): Made {
  return { channel, settings, simulate: (init) => simulate({ ...init, settings }) };
}

const secret = () => randomBytes(24).toString('base64url');
const hex = (bytes: number) => randomBytes(bytes).toString('hex');
const digits = () => `1${randomBytes(6).readUIntBE(0, 6)}`;

const makers: Readonly<Record<ChannelName, (place: Place) => Made | Promise<Made>>> = {
  'sms-twilio': ({ plan: { business: sender }, providerUrl: apiUrl, webhookUrl }) => {
    const settings = { accountSid: `AC${hex(16)}`, authToken: hex(16), sender, webhookUrl, apiUrl };
    return made(smsTwilio, settings, simulateTwilio);
  },
  messenger: ({ providerUrl: graphUrl }) => {
    const ids = { pageId: digits(), appId: digits() };
    const secrets = { appSecret: hex(16), verifyToken: secret(), pageAccessToken: secret() };
    return made(messenger, { ...ids, ...secrets, graphUrl, linkAs: 'button' as const }, simulateMessenger);
  },
  whatsapp: ({ providerUrl: graphUrl }) => {
    const secrets = { appSecret: hex(16), verifyToken: secret(), accessToken: secret() };
    const settings = { phoneNumberId: digits(), ...secrets, graphUrl, linkAs: 'button' as const };
    return made(whatsapp, settings, simulateWhatsApp);
  },
  apple: ({ providerUrl: gatewayUrl }) => {
    const ids = { mspId: randomUUID(), businessId: randomUUID() };
    return made(apple, { ...ids, apiSecret: randomBytes(32).toString('base64'), gatewayUrl }, simulateApple);
  },
  rcs: async ({ providerUrl: apiUrl }) => {
    const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
    const serviceAccount = {
      email: 'rcs@juniper.example',
      privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    };
    const settings = { agentId: 'juniper_agent', clientToken: secret(), serviceAccount };
    return made(rcs, { ...settings, apiUrl, tokenUrl: `${apiUrl}/token` }, simulateRcs);
  },
};
