// The flow contract is itself tested: each server with a mistake must fail it, in the part that is about this mistake.
import { type ChannelFlowSubject, channelFlowContract, type FlowEntry } from '@tellsafe/server-kit/testing';
import { describe, expect, test } from 'vitest';
import type { Channel } from '../../../src/channels/types.ts';
import { kitSubject } from './kit-flow.ts';

type AnyChannel = ChannelFlowSubject['channel'];

const change = (how: (channel: AnyChannel) => Partial<Channel>) => (channel: AnyChannel) => ({
  ...channel,
  ...how(channel),
});

let count = 0;
const forgetful = change((channel) => ({
  async parse(request, account) {
    count += 1;
    const events = await channel.parse(request, account);
    return events.map((event) => ({ ...event, dedupeKey: `${event.dedupeKey} ${count}` }));
  },
}));

/** Shows what was told last, whatever was known before. */
function lastWins(subject: ChannelFlowSubject): ChannelFlowSubject {
  return {
    ...subject,
    async start(fetch) {
      const flow = await subject.start(fetch);
      const account = subject.channel.checkAccount('channel', subject.settings);
      let last: FlowEntry['state'];
      return {
        ...flow,
        async receive(webhook) {
          const { method, url, headers, body } = webhook;
          const request = { method, publicUrl: url, headers: new Map(Object.entries(headers)), body, receivedAt: 0 };
          for (const event of await subject.channel.parse(request, account)) {
            if (event.type === 'status' && event.status !== 'accepted') last = event.status;
          }
          return flow.receive(webhook);
        },
        transcript: async () => (await flow.transcript()).map((entry) => ({ ...entry, ...(last && { state: last }) })),
      };
    },
  };
}

const broken: readonly (readonly [mistake: string, subject: ChannelFlowSubject, part: number])[] = [
  ['does not know a repeat', kitSubject('sms-twilio', forgetful), 6],
  ['answers 500 to a repeat', { ...kitSubject('whatsapp'), start: refusingRepeats(kitSubject('whatsapp')) }, 6],
  ['lets the last status win', lastWins(kitSubject('whatsapp')), 7],
  [
    'takes its own echo for a message',
    kitSubject(
      'messenger',
      change((channel) => ({
        async parse(request, account) {
          const events = await channel.parse(request, account);
          return events.map((event) => (event.type === 'echo' ? { ...event, type: 'message' } : event));
        },
      })),
    ),
    8,
  ],
  [
    'sends again what may have been taken',
    kitSubject(
      'sms-twilio',
      change((channel) => ({
        async send(plan, io, account) {
          const result = await channel.send(plan, io, account);
          return result.state === 'ambiguous' ? { state: 'retry', error: result.error } : result;
        },
      })),
    ),
    11,
  ],
  [
    'does not wait as long as the provider says',
    kitSubject(
      'rcs',
      change((channel) => ({
        async send(plan, io, account) {
          const result = await channel.send(plan, io, account);
          return result.state === 'retry' ? { ...result, notBefore: io.now() } : result;
        },
      })),
    ),
    12,
  ],
  [
    'writes to who opted out',
    kitSubject(
      'rcs',
      change((channel) => ({
        plan: (message, state, account) => channel.plan(message, { ...state, consent: 'unknown' }, account),
      })),
    ),
    14,
  ],
];

function refusingRepeats(subject: ChannelFlowSubject): ChannelFlowSubject['start'] {
  return async (fetch) => {
    const flow = await subject.start(fetch);
    const seen = new Set<unknown>();
    return {
      ...flow,
      async receive(webhook) {
        if (seen.has(webhook)) return 500;
        seen.add(webhook);
        return flow.receive(webhook);
      },
    };
  };
}

describe('the flow contract catches a server that', () => {
  test.each(broken)('%s', async (_, subject, part) => {
    const failed: unknown[] = [];
    for (const { name, run } of channelFlowContract(subject)) {
      if (name.includes(` part ${part},`)) await run().catch((error: unknown) => failed.push(error));
    }
    expect(failed.length).toBeGreaterThan(0);
    for (const error of failed) expect(error).toMatchObject({ name: 'ContractFailure' });
  });
});
