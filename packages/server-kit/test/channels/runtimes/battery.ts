// What runs inside each runtime: the whole contract of the five channels, from the modules that a host imports. Nothing of Node is used here.

import { apple } from '../../../src/channels/apple/index.ts';
import { messenger } from '../../../src/channels/messenger/index.ts';
import { rcs } from '../../../src/channels/rcs/index.ts';
import { smsTwilio } from '../../../src/channels/sms-twilio/index.ts';
import { whatsapp } from '../../../src/channels/whatsapp/index.ts';
import { channelContract } from '../../../src/testing/channel-contract.ts';
import type { ChannelSubject } from '../../../src/testing/channels/bench.ts';
import { simulateApple } from '../../../src/testing/channels/simulators/apple.ts';
import { simulateMessenger } from '../../../src/testing/channels/simulators/messenger.ts';
import { simulateRcs } from '../../../src/testing/channels/simulators/rcs.ts';
import { simulateTwilio } from '../../../src/testing/channels/simulators/sms-twilio.ts';
import { simulateWhatsApp } from '../../../src/testing/channels/simulators/whatsapp.ts';
import { messengerOptions, whatsappOptions } from '../accounts.ts';

/** What came of it. */
export interface BatteryResult {
  readonly passed: number;
  /** Names of the cases that failed, with what they say. */
  readonly failed: readonly string[];
}

const webhookUrl = 'https://hooks.example.com/connectors/tenant-1';
const freshSecret = 'ZnJlc2hmcmVzaGZyZXNoZnJlc2hmcmVzaGZyZXNoISE=';

async function privateKey(): Promise<string> {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) };
  const pair = await crypto.subtle.generateKey({ ...algorithm, hash: 'SHA-256' }, true, ['sign', 'verify']);
  const der = new Uint8Array((await crypto.subtle.exportKey('pkcs8', pair.privateKey)) as ArrayBuffer);
  const base64 = btoa(String.fromCharCode(...der));
  const lines = base64.match(/.{1,64}/g) ?? [];
  return ['-----BEGIN PRIVATE KEY-----', ...lines, '-----END PRIVATE KEY-----', ''].join('\n');
}

async function subjects(): Promise<readonly ChannelSubject[]> {
  const twilioSettings = {
    accountSid: `AC${'a'.repeat(32)}`,
    authToken: '2bd9e9638872de601313dc77410d3b23',
    webhookUrl,
  };
  const appleSettings = {
    mspId: 'b1f3a2c4-5d6e-4f70-8a9b-0c1d2e3f4a5b',
    businessId: 'a884eddf-0000-4000-8000-00000000beef',
    apiSecret: 'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=',
  };
  const serviceAccount = { email: 'sender@project.iam.gserviceaccount.com', privateKey: await privateKey() };
  const common = { freshSecret, webhookUrl };
  return [
    {
      ...{ ...common, channel: smsTwilio, simulate: simulateTwilio, secretKey: 'authToken', consumer: '+14155550123' },
      secrets: [twilioSettings.authToken],
      settings: { ...twilioSettings, sender: '+14155552345' },
    },
    {
      ...{ ...common, channel: messenger, simulate: simulateMessenger, secretKey: 'appSecret' },
      secrets: [messengerOptions.appSecret, messengerOptions.verifyToken, messengerOptions.pageAccessToken],
      ...{ settings: messengerOptions, consumer: '200000000000001' },
    },
    {
      ...{ ...common, channel: whatsapp, simulate: simulateWhatsApp, secretKey: 'appSecret' },
      secrets: [whatsappOptions.appSecret, whatsappOptions.verifyToken, whatsappOptions.accessToken],
      ...{ settings: whatsappOptions, consumer: '14155550123' },
    },
    {
      ...{ ...common, channel: apple, simulate: simulateApple, secretKey: 'apiSecret', digests: false },
      secrets: [appleSettings.apiSecret],
      ...{ settings: appleSettings, consumer: 'urn:mbid:AQAAYyUbut6E4B3T9FLv5EbGexample' },
    },
    {
      ...{ ...common, channel: rcs, simulate: simulateRcs, secretKey: 'clientToken', consumer: '+14155550123' },
      secrets: ['SJENCPGJESMGUFPY', serviceAccount.privateKey],
      settings: { agentId: 'card_forms_ab12cd', clientToken: 'SJENCPGJESMGUFPY', serviceAccount },
    },
  ];
}

/** Runs every case, one after the other. */
export async function battery(): Promise<BatteryResult> {
  const failed: string[] = [];
  let passed = 0;
  for (const subject of await subjects()) {
    for (const { name, run } of channelContract(subject)) {
      try {
        await run();
        passed += 1;
      } catch (error) {
        failed.push(`${name}: ${error}`);
      }
    }
  }
  return { passed, failed };
}
