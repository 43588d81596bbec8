// The channel contract is itself tested: each channel with a mistake must fail it, in the part that is about this mistake; and so must one
// whose requests the providers' own interface files refuse.
import { channelContract } from '@tellsafe/server-kit/testing';
import { describe, expect, test } from 'vitest';
import { brokenChannels } from './broken-channels.ts';
import { googleFaults, twilioFaults } from './schemas.ts';

describe('the channel contract catches a channel that', () => {
  test.each(brokenChannels)('%s', async (_, subject, part) => {
    const failed: number[] = [];
    for (const { name, run } of channelContract(subject)) {
      const number = Number(/ part (\d+),/.exec(name)?.[1]);
      // Only what is to catch it, and what comes before: the rest has nothing to say.
      if (number !== part) continue;
      await run().catch(() => failed.push(number));
    }
    expect(failed).toContain(part);
  });
});

describe('the interface files catch', () => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const plan = { outboxId: '1', form: 'text', method: 'POST', to: { primary: '', aliases: [] } } as const;
  const url = `https://api.twilio.com/2010-04-01/Accounts/AC${'a'.repeat(32)}/Messages.json`;
  const good = 'To=%2B14155550123&From=%2B14155552345&Body=Hello&ValidityPeriod=900';

  test.each([
    ['no person', good.replace(/^To=[^&]+&/, '')],
    ['a person who is none', good.replace('%2B14155550123', 'banana')],
    ['no sender', good.replace(/From=[^&]+&/, '')],
    ['no text', good.replace('&Body=Hello', '')],
    ['a text that is too long', good.replace('Hello', 'x'.repeat(1601))],
    ['a name in another case', good.replace('Body', 'body')],
    ['a number that is none', good.replace('900', 'soon')],
    ['a sender that is none', good.replace('From=%2B14155552345', 'MessagingServiceSid=MG1')],
    ['a parameter twice', `${good}&Body=Again`],
  ])('Twilio: %s', (_, body) => {
    expect(twilioFaults({ ...plan, url, headers, body: good })).toEqual([]);
    expect(twilioFaults({ ...plan, url, headers, body })).not.toEqual([]);
  });

  test('Twilio: another address or another type', () => {
    expect(twilioFaults({ ...plan, url: `${url}?x`, headers, body: good })).not.toEqual([]);
    expect(twilioFaults({ ...plan, url, headers: { 'content-type': 'application/json' }, body: good })).not.toEqual([]);
  });

  test.each([
    ['a misspelt field', { contentMessage: { txt: 'Hello' } }],
    ['a traffic type that is none', { contentMessage: { text: 'Hello' }, messageTrafficType: 'SPAM' }],
    [
      'a label that is too long',
      { contentMessage: { text: 'Hello', suggestions: [{ reply: { text: 'x'.repeat(26), postbackData: 'x' } }] } },
    ],
  ])('Google: %s', (_, body) => {
    const address = 'https://rcsbusinessmessaging.googleapis.com/v1/phones/%2B14155550123/agentMessages';
    const query = `?messageId=${crypto.randomUUID()}&agentId=a`;
    const request = { ...plan, url: address + query, headers: { 'content-type': 'application/json' } };
    const fine = { contentMessage: { text: 'Hello' }, messageTrafficType: 'SERVICEREQUEST' };
    expect(googleFaults({ ...request, body: JSON.stringify(fine) })).toEqual([]);
    expect(googleFaults({ ...request, body: JSON.stringify(body) })).not.toEqual([]);
  });
});
