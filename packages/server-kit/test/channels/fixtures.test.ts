// Every recorded or documented webhook of Messenger and WhatsApp, and all that is told of it, event by event, as data/expected-events.json has it
// (connectors.md §5.4, part 5). Providers without recordings are read by the vectors of their own tests.
import { describe, expect, test } from 'vitest';
import * as messenger from '../../src/channels/messenger/index.ts';
import type { InboundEvent } from '../../src/channels/types.ts';
import * as whatsapp from '../../src/channels/whatsapp/index.ts';
import { messengerOptions, whatsappOptions } from './accounts.ts';
import wanted from './data/expected-events.json' with { type: 'json' };
import messengerExtra from './data/fixtures/messenger.extra.json' with { type: 'json' };
import messengerReplay from './data/fixtures/messenger.vercel-replay.json' with { type: 'json' };
import whatsappExtra from './data/fixtures/whatsapp.extra.json' with { type: 'json' };
import whatsappSpec from './data/fixtures/whatsapp.meta-spec-examples.json' with { type: 'json' };
import whatsappUpdates from './data/fixtures/whatsapp.pywa-updates.json' with { type: 'json' };
import whatsappReplay from './data/fixtures/whatsapp.vercel-replay.json' with { type: 'json' };
import { rawRequest } from './requests.ts';

const files = { messengerExtra, messengerReplay, whatsappExtra, whatsappSpec, whatsappUpdates, whatsappReplay };

/** The webhooks in a file, by where they stand. */
function webhooksIn(value: unknown, path: string): (readonly [path: string, webhook: unknown])[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('object' in value && 'entry' in value) return [[path, value]];
  return Object.entries(value).flatMap(([name, member]) => webhooksIn(member, `${path}/${name}`));
}

/** Reads a webhook as the page or number that it names. */
async function read(webhook: unknown): Promise<readonly InboundEvent[]> {
  const text = JSON.stringify(webhook);
  const request = rawRequest('https://hooks.example.com/x', text, {});
  if ((webhook as { object: string }).object === 'whatsapp_business_account') {
    const phoneNumberId = /"phone_number_id":"([^"]*)"/.exec(text)?.[1] ?? whatsappOptions.phoneNumberId;
    return whatsapp.parse(request, { ...whatsapp.checkAccount('channel', whatsappOptions), phoneNumberId });
  }
  const pageId = /"entry":\[\{(?:"time":\d+,)?"id":"([^"]*)"/.exec(text)?.[1] ?? messengerOptions.pageId;
  return messenger.parse(request, { ...messenger.checkAccount('channel', messengerOptions), pageId });
}

describe('CN-GEN-01 CN-GEN-03 part 5: every fixture', () => {
  const webhooks = Object.entries(files).flatMap(([name, file]) => webhooksIn(file, name));
  const expected: Readonly<Record<string, unknown>> = wanted;

  test('is expected to tell something, and nothing else is', () => {
    expect(webhooks.map(([path]) => path).sort()).toEqual(Object.keys(expected).sort());
    expect(webhooks.length).toBeGreaterThan(80);
  });

  test.each(webhooks)('%s', async (path, webhook) => {
    const told = await read(webhook).catch((error: { code?: string }) => error.code);
    expect(JSON.parse(JSON.stringify(told))).toEqual(expected[path]);
  });
});
