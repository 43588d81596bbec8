// A manager's reports through the client (SF-MGR-02), against the real kit.
import { describe, expect, test } from 'vitest';
import type { AgentClient } from '../../src/agent-client.ts';
import { createDesk, type Desk, submittedForm } from '../support/kit.ts';

const DAY = 86_400_000;

async function signedIn(desk: Desk, name: string): Promise<AgentClient> {
  const client = desk.client(name);
  await client.signIn();
  return client;
}

/** The days around now, by form, two rows a page. */
function queryOf(client: AgentClient) {
  const from = Math.floor(client.now() / DAY) * DAY - DAY;
  const place = { from, to: from + 3 * DAY, timeZone: 'Europe/Berlin', period: 'day' } as const;
  return { ...place, limit: 2 };
}

describe('SF-MGR-02 reports', () => {
  test('a manager gets figures, what is behind them, and a file', async () => {
    const desk = createDesk();
    const { invitation } = await submittedForm(desk);
    const { reports, now } = await signedIn(desk, 'rita');
    const query = queryOf({ now } as AgentClient);
    expect(await reports.figures(query)).toMatchObject({ complete: false });
    await desk.tellsafe.maintain();
    const first = await reports.figures(query);
    expect(first).toMatchObject({ complete: true, cursor: expect.any(String) });
    expect(first.rows).toHaveLength(2);
    const rows = [];
    for await (const row of reports.rows(query)) rows.push(row);
    expect(rows.slice(0, 2)).toEqual(first.rows);
    expect(rows.length).toBeGreaterThan(2);
    const sums = rows.map(({ counts }) => [counts.sent, counts.viewed, counts.submitted, counts.read]);
    expect(sums.filter(([sent]) => sent === 1)).toEqual([[1, 1, 1, 0]]);
    const { from, to } = query;
    const { invitations } = await reports.invitations({ from, to, measure: 'submitted' });
    expect(invitations).toMatchObject([{ invitationId: invitation.id, status: 'submitted' }]);
    const file = await reports.csv({ ...query, by: ['form'] });
    expect(file.type).toBe('text/csv;charset=utf-8');
    const lines = (await file.text()).trimEnd().split('\r\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain(',payment-card,Payment card,');
    await expect(reports.figures({ ...query, timeZone: 'Mars/Olympus' })).rejects.toMatchObject({
      code: 'request_invalid',
    });
  });

  test('CN-GEN-06 volume comes page by page, and as a file', async () => {
    const desk = createDesk();
    await submittedForm(desk);
    await desk.tellsafe.maintain();
    const { reports, now } = await signedIn(desk, 'rita');
    const query = { ...queryOf({ now } as AgentClient), by: ['channel' as const] };
    const rows = [];
    for await (const row of reports.volumeRows({ ...query, limit: 1 })) rows.push(row);
    expect(rows).toMatchObject([{ channel: 'web', counts: { conversations: 1 } }]);
    expect((await reports.volume({ ...query, channel: 'rcs' })).rows).toEqual([]);
    const lines = (await (await reports.volumeCsv(query)).text()).trimEnd().split('\r\n');
    expect(lines[1]).toMatch(/,web,,,1,\d+,\d+$/);
  });

  test('an agent gets none', async () => {
    const desk = createDesk();
    const maya = await signedIn(desk, 'maya');
    await expect(maya.reports.figures(queryOf(maya))).rejects.toMatchObject({ code: 'permission_denied' });
    await expect(maya.reports.volume(queryOf(maya))).rejects.toMatchObject({ code: 'permission_denied' });
    await expect(maya.reports.csv(queryOf(maya))).rejects.toMatchObject({ code: 'permission_denied' });
  });
});
