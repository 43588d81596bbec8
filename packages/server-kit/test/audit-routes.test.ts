// SF-AUD-01 over HTTP: an admin's entries, files, verification and head; bounded, and entries of the audit themselves.
import type { AuditExportResponse, AuditItem, AuditListResponse, AuditVerifyResponse } from '@tellsafe/core/wire';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Agent, ok, submittedForm } from './clients.ts';
import { ACCOUNT, agents, answers, createHarness, type Harness } from './harness.ts';
import { auditOf } from './support/audit.ts';

const people = {
  root: { accountId: ACCOUNT, agentId: '=cmd|"/c calc"!A1', name: 'Root', role: 'admin' },
  lea: { accountId: ACCOUNT, agentId: 'lea', name: 'Lea', role: 'manager', permissions: ['audit.read'] },
  mia: { accountId: ACCOUNT, agentId: 'mia', name: 'Mia', role: 'manager' },
} as const;

let harness: Harness;
let admin: Agent;
beforeEach(async () => {
  harness = await createHarness('memory', {
    options: {
      authenticate: async (request) => {
        const name = request.headers.get('x-agent') ?? '';
        return agents[name] ?? people[name as keyof typeof people] ?? null;
      },
    },
  });
  admin = await Agent.signIn(harness, 'root');
});
afterEach(() => harness.close());

const list = async (body: object = {}, agent = admin) =>
  ok(await agent.call<AuditListResponse>('POST', '/v1/admin/audit/entries', body));
const actionsOf = async () => (await auditOf(harness)).map(({ action, outcome }) => [action, outcome]);

describe('SF-AUD-01 an admin', () => {
  test('lists entries page by page with their places in the chain, and each page is an entry', async () => {
    await submittedForm(harness);
    const kept = await auditOf(harness);
    const listed: AuditItem[] = [];
    let cursor: string | undefined;
    let pages = 0;
    do {
      const page = await list({ limit: 4, ...(cursor !== undefined && { cursor }) });
      expect(page.entries.length).toBeLessThanOrEqual(4);
      listed.push(...page.entries);
      cursor = page.cursor;
      pages += 1;
    } while (cursor !== undefined);
    expect(listed.map(({ number }) => number)).toEqual(kept.map((_, at) => kept.length - at));
    expect(listed.every(({ intact, digest, sealedDigest }) => intact && digest === sealedDigest)).toBe(true);
    const read = (await list({ action: ['audit-read'] })).entries;
    expect(read).toHaveLength(pages);
    expect(read[0]).toMatchObject({ who: { kind: 'agent', id: people.root.agentId }, object: { id: ACCOUNT } });
    expect(JSON.stringify(listed)).not.toContain(answers.card.number);
  });

  test('filters by action, outcome, who, object and time', async () => {
    const { invitation } = await submittedForm(harness);
    const start = harness.clock();
    const all = (await list()).entries;
    const numbersOf = async (body: object) => (await list(body)).entries.map(({ number }) => number);
    const expected = (wanted: (item: AuditItem) => boolean) => all.filter(wanted).map(({ number }) => number);
    const object = { objectKind: 'invitation', objectId: invitation.id };
    expect(await numbersOf(object)).toEqual(expected(({ object: { id } }) => id === invitation.id));
    const form = { action: ['form-open', 'form-submit'], outcome: 'done', actorKind: 'consumer' };
    expect(await numbersOf(form)).toEqual(expected(({ action }) => /^form-(open|submit)$/.test(action)));
    expect(await numbersOf({ until: 1 })).toEqual([]);
    expect(await numbersOf({ since: start + 1 })).toEqual([]);
  });

  test('exports CSV in which no cell is a formula, and lines of JSON, in bounded parts', async () => {
    // Each look seals what was before it: blocks of one entry, more than a part holds.
    for (let block = 0; block < 205; block += 1) await list({ until: 1 });
    const parts: AuditExportResponse[] = [];
    let cursor: string | undefined;
    do {
      const body = { format: 'csv', ...(cursor !== undefined && { cursor }) };
      const part = ok(await admin.call<AuditExportResponse>('POST', '/v1/admin/audit/export', body));
      parts.push(part);
      cursor = part.cursor;
    } while (cursor !== undefined);
    expect(parts).toHaveLength(2);
    const lines = parts
      .map(({ text }) => text)
      .join('')
      .trimEnd()
      .split('\r\n');
    const numbers = lines.slice(1).map((line) => Number(line.split(',')[0]));
    expect(numbers).toEqual(numbers.map((_, at) => at + 1));
    expect(lines[0]).toMatch(/^number,at,action,/);
    expect(lines.at(-1)).toContain(`"'=cmd|""/c calc""!A1"`);
    expect(lines.join('\n')).not.toMatch(/,=cmd|,"=cmd/);
    const json = ok(
      await admin.call<AuditExportResponse>('POST', '/v1/admin/audit/export', {
        ...{ format: 'jsonl', action: ['session-start'] },
      }),
    );
    const objects = json.text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(objects).toMatchObject([{ action: 'session-start', who: { id: people.root.agentId } }]);
  });

  test('verifies in bounded rounds, and holds the chain to a head that was noted', async () => {
    await submittedForm(harness);
    const { head } = ok(
      await admin.call<{ head: { number: number; hash: string } }>('POST', '/v1/admin/audit/head', {}),
    );
    for (let block = 0; block < 205; block += 1) await list({ until: 1 });
    const noted = { number: head.number, hash: head.hash };
    const rounds: AuditVerifyResponse[] = [];
    let cursor: string | undefined;
    do {
      const body = { head: noted, ...(cursor !== undefined && { cursor }) };
      const round = ok(await admin.call<AuditVerifyResponse>('POST', '/v1/admin/audit/verify', body));
      rounds.push(round);
      cursor = round.cursor;
    } while (cursor !== undefined);
    expect(rounds).toMatchObject([
      { blocks: 200, found: 0 },
      { found: 0, end: { authenticated: true, anchor: 'matches' } },
    ]);
    const other = { head: { ...noted, hash: 'A'.repeat(43) } };
    const strange = ok(await admin.call<AuditVerifyResponse>('POST', '/v1/admin/audit/verify', other));
    const { cursor: next } = strange;
    const last = ok(
      await admin.call<AuditVerifyResponse>('POST', '/v1/admin/audit/verify', { ...other, cursor: next }),
    );
    expect(last).toMatchObject({ findings: [{ kind: 'anchor-missing' }], end: { anchor: 'missing' } });
  });

  test('is told by name what cannot be asked for', async () => {
    const refused = async (path: string, body: object) =>
      (await admin.call<{ issues?: unknown }>('POST', `/v1/admin/audit/${path}`, body)).body.issues;
    expect(await refused('entries', { action: ['walk'] })).toMatchObject([{ path: 'action.0' }]);
    for (const cursor of ['1-2', '0-0000000000000001']) {
      expect(await refused('entries', { cursor })).toEqual([{ path: 'cursor', code: 'value' }]);
    }
    for (const cursor of ['1-2', '2-1', '2-999999', 'x']) {
      expect(await refused('export', { format: 'csv', cursor })).toEqual([{ path: 'cursor', code: 'value' }]);
    }
    expect(await refused('verify', { cursor: '1.x' })).toEqual([{ path: 'cursor', code: 'value' }]);
    expect(await refused('entries', { since: Number.MAX_SAFE_INTEGER })).toEqual([
      { path: 'filters.since', code: 'value' },
    ]);
  });
});

test('T17 SF-AUD-01 a manager with the permission may, one without may not, and the attempt is an entry', async () => {
  expect((await list({}, await Agent.signIn(harness, 'lea'))).entries.length).toBeGreaterThan(0);
  const mia = await Agent.signIn(harness, 'mia');
  for (const path of ['entries', 'verify', 'head']) {
    expect(await mia.call('POST', `/v1/admin/audit/${path}`, {})).toMatchObject({ status: 403 });
  }
  expect(await mia.call('POST', '/v1/admin/audit/export', { format: 'csv' })).toMatchObject({ status: 403 });
  const refused = { refused: 'permission' };
  expect((await actionsOf()).slice(-4)).toEqual([
    ...Array.from({ length: 3 }, () => ['audit-read', refused]),
    ['audit-export', refused],
  ]);
});
