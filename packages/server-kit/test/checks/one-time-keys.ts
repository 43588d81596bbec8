// Promises about one-time keys (SF-OTK-02 to SF-OTK-07).
import { encodeOneTimeKey, parseOneTimeKey } from '@tellsafe/core/otk';
import { type RouteName, routePaths } from '@tellsafe/core/wire';
import { expect } from 'vitest';
import { Agent, type Answered, call, Device, fingerprint, ok, sentForm, submittedForm } from '../clients.ts';
import { ACCOUNT, answers, type Harness, random } from '../harness.ts';
import { dumpOf } from '../support/dump.ts';
import { check } from './check.ts';

export const REDEEMERS = 50;

export const wins = (answered: readonly Answered[]) => answered.filter(({ status }) => status === 200).length;

/** Every submission that the sealed and volatile stores hold for a conversation. */
export async function keptSubmissions({ stores }: Harness, conversationId: string) {
  const ids = async (store: keyof typeof stores, collection: string) => {
    const query = { account: ACCOUNT, group: conversationId, collection, limit: 1000 };
    return (await stores[store].list(query)).records.map(({ id }) => id);
  };
  const sealed = [...(await ids('sealed', 'answers')), ...(await ids('sealed', 'data-key'))];
  return { sealed: [...new Set(sealed)], volatile: await ids('volatile', 'off-the-record') };
}

/** 50 submits of one key with different bodies by the same device. */
export const oneSubmitWins = check(async (harness) => {
  const { agent, device, conversationId, invitation } = await sentForm(harness);
  await device.open();
  const race = Array.from({ length: REDEEMERS }, () => device.trySubmit(answers.card));
  const answered = await Promise.all(race);
  expect(wins(answered)).toBe(1);
  expect(new Set(answered.map(({ status }) => status))).toEqual(new Set([200, 403]));
  const { submissionId = '' } = await agent.invitation(conversationId, invitation.id);
  expect(await keptSubmissions(harness, conversationId)).toEqual({ sealed: [submissionId], volatile: [submissionId] });
  expect((await agent.read(submissionId)).values).toEqual(answers.card);
});

export const oneOpenWins = check(async (harness) => {
  const { device } = await sentForm(harness);
  const { openKey } = ok(await device.tryBegin());
  const devices = Array.from({ length: REDEEMERS }, () => new Device(harness, device.handle));
  expect(wins(await Promise.all(devices.map((each) => each.tryOpen(openKey))))).toBe(1);
});

/** 50 sends with one request id. */
export const oneSendCounts = check(async (harness) => {
  const { agent, conversationId } = await sentForm(harness);
  const requestId = '0b9bd0f4-8a3d-4d6e-9d0c-52d4c0f3b050';
  const recipientPublicKey = Buffer.alloc(32, 9).toString('base64url');
  const body = { requestId, conversationId, formId: 'card', suite: 'x25519', recipientPublicKey };
  await Promise.all(Array.from({ length: REDEEMERS }, () => agent.call('POST', '/v1/agent/invitations', body)));
  expect((await agent.conversation(conversationId)).invitations).toHaveLength(2);
});

/** The store fails over while the kit runs: a key from before must be dead although the kit has not noticed yet. */
export function failOverKillsKeys(failOver: () => void) {
  return check(async (harness) => {
    const { device } = await sentForm(harness);
    const { openKey } = ok(await device.tryBegin());
    failOver();
    expect((await device.tryOpen(openKey)).status).toBe(403);
    expect((await device.open()).submitKey).not.toBe('');
  });
}

/** To the millisecond, also for an account with its own times. */
export const openKeyLives = check(
  async (harness) => {
    for (const [offset, status] of [
      [-1, 200],
      [0, 403],
      [1, 403],
    ] as const) {
      const { device } = await sentForm(harness);
      const { openKey } = ok(await device.tryBegin());
      harness.clock.advance(7_000 + offset);
      expect([offset, (await device.tryOpen(openKey)).status]).toEqual([offset, status]);
    }
  },
  { account: { getFormTimeoutSec: 7 } },
);

export const wrongSecretsFail = check(async (harness) => {
  const { device } = await sentForm(harness);
  const { openKey } = ok(await device.tryBegin());
  const key = parseOneTimeKey(openKey);
  if (!key) throw new Error('not a key');
  const refused = [
    await device.tryOpen(encodeOneTimeKey({ ...key, secret: random(32) })),
    await device.tryOpen(encodeOneTimeKey({ ...key, purpose: 'submit' })),
    await device.tryOpen('nonsense'),
  ];
  expect(new Set(refused.map(fingerprint)).size).toBe(1);
  expect(refused[0]).toMatchObject({ status: 403, body: { code: 'otk_invalid' } });
});

/** Neither keys nor handles nor answers, in the spellings they have on their way and in memory. */
export const noSecretIsKept = check(async (harness) => {
  const { agent, device, submissionId, consumerKey } = await submittedForm(harness);
  const { readKey } = ok(await agent.tryReadKey(submissionId));
  ok(await agent.tryRead(submissionId, readKey));
  const kept = (await dumpOf(harness.stores)) + JSON.stringify(harness.log);
  expect(kept).toContain(submissionId);
  const secrets = [device.handle, device.openKey, device.opened?.submitKey ?? '', readKey, consumerKey];
  for (const text of [...secrets, agent.session.sessionKey, device.opened?.deviceKey ?? '', device.claim]) {
    const bytes = Buffer.from(text, 'base64url');
    const secret = parseOneTimeKey(text)?.secret;
    for (const spelling of [
      text,
      bytes.toString('hex'),
      ...(secret ? [Buffer.from(secret).toString('base64url')] : []),
    ]) {
      expect(kept.includes(spelling)).toBe(false);
    }
  }
  for (const mark of Object.values(answers.card)) {
    if (mark.length < 5) continue;
    const bytes = Buffer.from(mark);
    for (const spelling of [mark, bytes.toString('base64'), bytes.toString('base64url'), bytes.toString('hex')]) {
      expect(kept.includes(spelling)).toBe(false);
    }
  }
});

const previewAgents = [
  'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
  'WhatsApp/2.23.20.0',
  'Twitterbot/1.0',
  'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
  'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  'Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0)',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15',
  '',
];

/** HEAD, GET and OPTIONS on every route, with the handle even where it does not belong; then a person opens. */
export const previewsSpendNothing = check(async (harness) => {
  const { device } = await sentForm(harness);
  const before = await dumpOf(harness.stores);
  for (const name of Object.keys(routePaths) as RouteName[]) {
    const path = routePaths[name].path.replace(':account', ACCOUNT).replace(':file', 'form.js').replace(':id', '-');
    for (const method of ['HEAD', 'GET', 'OPTIONS']) {
      for (const agent of previewAgents) {
        const headers = { 'User-Agent': agent, 'Sec-Purpose': 'prefetch' };
        await call(harness, method, `${path}?handle=${device.handle}`, { headers });
      }
    }
  }
  expect(await dumpOf(harness.stores)).toBe(before);
  expect((await device.open()).submitKey).not.toBe('');
});

/** A read key belongs to one agent session. */
export const readKeyIsBound = check(async (harness) => {
  const { agent, submissionId } = await submittedForm(harness);
  const { readKey } = ok(await agent.tryReadKey(submissionId));
  for (const name of ['ada', 'bob', 'cyd']) {
    const other = await Agent.signIn(harness, name);
    expect((await other.tryRead(submissionId, readKey)).body).toMatchObject({ code: 'otk_invalid' });
  }
  expect((await agent.tryRead(submissionId, readKey)).status).toBe(200);
});
