// Whole lifecycles over both halves, and everything that must not happen to them, noted as it is found.
import type { ReadResponse } from '@tellsafe/core/wire';
import { FORM } from '../../src/forms.ts';
import { type Agent, valuesOf } from './agent.ts';
import { type Answered, type Asking, BASE, get } from './asking.ts';
import { Device, newClaim } from './consumer.ts';
import { Feed, type FeedEvent } from './feed.ts';

/** A lifecycle that was begun. */
export interface Lifecycle {
  readonly conversationId: string;
  readonly invitationId: string;
  /** The consumer's own stream. */
  readonly feed: Feed;
  /** A stream of the whole history, read by somebody else. */
  again(): Feed;
}

/** Who takes part. */
export interface LifecycleOptions {
  readonly agent: Agent;
  /** Another session, which tries to read. */
  readonly thief: Agent;
  /** Takes what must not happen. */
  readonly findings: string[];
  /** Where a lost stream goes on, when not behind its last event. */
  readonly resumesAt?: ((events: readonly FeedEvent[]) => string) | undefined;
}

const secrets = { number: '4111111111111111', cvv: '737' };

/** The last event of a conversation. */
const isEnd = ({ event, data }: FeedEvent) =>
  event === 'conversation' && (data as { status: string }).status === 'closed';

/** Notes a key that worked twice. */
function expectRefused(findings: string[], what: string, { status }: Answered): void {
  if (status !== 403) findings.push(`${what} twice: ${status}`);
}

/**
 * Runs one through, to the end of its conversation. Whoever tries a spent key again is refused.
 *
 * @throws Error when it cannot go on, because something that was acknowledged is not there
 */
export async function runLifecycle(
  asking: Asking,
  { agent, thief, findings, resumesAt }: LifecycleOptions,
): Promise<Lifecycle> {
  const headers = () => ({ origin: asking.deskOrigin });
  const started = await get<{ conversationId: string; consumerKey: string }>(
    asking,
    `${asking.deskOrigin}${BASE}/v1/conversations`,
    { body: { account: 'acme', name: 'Kim' }, headers },
  );
  const { conversationId, consumerKey } = started;
  const stream = (after: string) =>
    fetch(`${asking.deskOrigin}${BASE}/v1/consumer/events`, {
      method: 'POST',
      headers: { ...headers(), 'content-type': 'application/json', authorization: `Bearer ${consumerKey}` },
      body: JSON.stringify({ after }),
    });
  const feed = new Feed(stream, isEnd, resumesAt);
  await agent.post(`/v1/conversations/${conversationId}/assign`, {});
  const { id: invitationId, privateKey } = await agent.send(conversationId, FORM);
  const sent = await feed.until(({ event }) => event === 'invitation');
  const device = new Device(asking, (sent.data as { handle: string }).handle);
  await device.begin();
  await device.open();
  expectRefused(findings, 'an open key', await device.tryOpen(newClaim()));
  const submitted = await device.trySubmit(secrets);
  if (submitted.status !== 200) findings.push(`a submit was refused: ${submitted.status}`);
  expectRefused(findings, 'a submit key', await device.trySubmit({ ...secrets, cvv: '999' }));

  const invitation = (await agent.invitations(conversationId)).find(({ id }) => id === invitationId);
  const { submissionId } = invitation ?? {};
  if (invitation?.status !== 'submitted' || submissionId === undefined) {
    throw new Error(`an acknowledged submission is lost: ${invitation?.status ?? 'no invitation'}`);
  }
  const readKey = await agent.readKey(submissionId);
  const read = await agent.tryRead(submissionId, readKey);
  const values = read.status === 200 ? await valuesOf(read.body as ReadResponse, privateKey) : {};
  if (values.number !== secrets.number) findings.push(`recorded answers are lost: ${read.status}`);
  // The cache may have been killed in between: then what was off the record is gone, and nothing else.
  if (![secrets.cvv, undefined].includes(values.cvv)) findings.push('other answers came back than were sent');
  expectRefused(findings, 'a read key', await thief.tryRead(submissionId, readKey));
  await agent.post(`/v1/conversations/${conversationId}/close`, {});
  return { conversationId, invitationId, feed, again: () => new Feed(stream, isEnd) };
}

/** Compares what a consumer's stream brought, over all processes that it was at, with the whole history. */
export async function checkFeed({ conversationId, feed, again }: Lifecycle, findings: string[]): Promise<void> {
  await feed.until(isEnd);
  await feed.stop();
  const whole = again();
  await whole.until(isEnd);
  await whole.stop();
  const namesOf = ({ events }: Feed) => events.map(({ id, event, data }) => `${id} ${event} ${JSON.stringify(data)}`);
  const [seen, there] = [namesOf(feed), namesOf(whole)];
  if (seen.join('\n') !== there.join('\n')) {
    findings.push(`the feed of ${conversationId} brought ${seen.length} events, and ${there.length} are there`);
  }
}
