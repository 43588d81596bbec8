// The kit as the server of the flow contract: one entry point, a webhook's way in, an agent's way out.
import type { ChannelFlow, ChannelFlowSubject, FlowEntry } from '@tellsafe/server-kit/testing';
import type { ChannelName } from '../../../src/channels/types.ts';
import { Agent, ok } from '../../clients.ts';
import { ACCOUNT, BASE, createHarness, FORM_ORIGIN } from '../../harness.ts';
import { subjects } from './subjects.ts';

/** Rounds of work after each passing of time; more would be work that never ends. */
const MAX_ROUNDS = 30;

/** A channel inside the kit. @param change puts another one in its place */
export function kitSubject(
  name: ChannelName,
  change: (channel: ChannelFlowSubject['channel']) => ChannelFlowSubject['channel'] = (channel) => channel,
): ChannelFlowSubject {
  const subject = subjects[name];
  const channel = change(subject.channel);
  const webhookUrl = `${FORM_ORIGIN}${BASE}/v1/channels/${name}/line`;
  const settings = { ...subject.settings, ...('webhookUrl' in subject.settings && { webhookUrl }) };
  return { ...subject, channel, settings, webhookUrl, start: (fetch) => startKit(channel, settings, fetch) };
}

async function startKit(
  channel: ChannelFlowSubject['channel'],
  settings: unknown,
  fetch: (url: string, init: RequestInit) => Promise<Response>,
): Promise<ChannelFlow> {
  const entryPoints = [{ id: 'line', channel, settings }];
  const harness = await createHarness('memory', { account: { entryPoints }, options: { fetch } });
  const { clock } = harness;
  const conversations = () => harness.tellsafe.conversations.list({ accountId: ACCOUNT, agentId: 'ada' });
  const work = async (): Promise<void> => {
    for (let round = 0; round < MAX_ROUNDS; round += 1) if (!(await harness.tellsafe.maintain()).more) return;
    throw new Error('the work has no end');
  };
  return {
    now: clock,
    async pass(ms) {
      clock.advance(ms);
      await work();
    },
    async receive({ method, url, headers, body }) {
      const request = new Request(url, { method, headers, body: new Uint8Array(body) });
      return (await harness.tellsafe.fetch(request)).status;
    },
    async write(text) {
      const open = (await conversations()).find(({ status }) => status === 'open');
      if (!open) throw new Error('there is no conversation');
      const agent = await Agent.signIn(harness, 'ada');
      if (open.agent === null) await agent.assign(open.id);
      ok(await agent.call('POST', `/v1/conversations/${open.id}/messages`, { requestId: crypto.randomUUID(), text }));
    },
    async transcript() {
      const found = await Promise.all(
        (await conversations()).map(({ id }) =>
          harness.tellsafe.conversations.get({ accountId: ACCOUNT, conversationId: id }),
        ),
      );
      const messages = found.flatMap((each) => each.messages).filter(({ from }) => from !== 'system');
      return messages.map(
        ({ from, text, delivery }): FlowEntry => ({
          from: from === 'consumer' ? 'consumer' : 'agent',
          text,
          ...(delivery && { state: delivery.state }),
        }),
      );
    },
    restart: () => harness.restart(),
    destroy: () => harness.close(),
  };
}
