// `tellsafe check <url>`: nothing is found in a clean deployment, and every fault by the check and the row that are for it.

import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { check } from '../../src/cli/check/check.ts';
import type { Evidence } from '../../src/cli/check/evidence.ts';
import { rowReports } from '../../src/cli/check/map.ts';
import { allChecks, runChecks } from '../../src/cli/check/run-checks.ts';
import { runCli } from '../../src/cli/run.ts';
import { nodeListener } from '../../src/runtime/node.ts';
import { withHarness } from '../harness.ts';
import { type Deployment, deploy } from './deployment.ts';
import { insideFaults } from './inside-faults.ts';
import { outsideFaults } from './outside-faults.ts';

const faults = [...outsideFaults, ...insideFaults];

let deployment: Deployment;
let evidence = '';
beforeAll(async () => {
  deployment = await deploy();
  evidence = mkdtempSync(join(tmpdir(), 'tellsafe-'));
});
afterAll(async () => {
  await deployment.close();
  rmSync(evidence, { recursive: true });
});

test('SF-OPS-03 nothing is found in a clean deployment, and everything is checked', async () => {
  const sandbox = await deployment.sandbox();
  const [written, errors]: [string[], string[]] = [[], []];
  const output = { write: (text: string) => written.push(text), error: (text: string) => errors.push(text) };
  const code = await check({ ...deployment.target, sandbox }, evidence, '1.2.3', output);
  const files = readdirSync(evidence).sort();
  const [json = '', text = ''] = files.map((name) => readFileSync(join(evidence, name), 'utf8'));
  const found: Evidence = JSON.parse(json);
  expect(found.checks.filter(({ result }) => result !== 'pass')).toEqual([]);
  expect(found.checks).toHaveLength(allChecks.length);
  expect([code, errors, found.result, found.version]).toEqual([0, [], 'pass', '1.2.3']);
  expect(files).toEqual([expect.stringMatching(/^tellsafe-evidence-acme-.*\.json$/), expect.stringMatching(/\.md$/)]);
  for (const name of files) expect(statSync(join(evidence, name)).mode & 0o777).toBe(0o600);
  expect(written.join('')).toMatch(
    /^Checks: \d+ pass, 0 fail, 0 not checked\. Rows of the map: \d+ pass, 0 fail, \d+ not/,
  );
  // Every row is there, with how it was looked at, in both files.
  expect(found.rows).toHaveLength(62);
  for (const { items, how } of found.rows) {
    expect(how).not.toBe('');
    expect(text).toContain(`| ${items} |`);
  }
  expect(json + text + written.join('')).not.toContain(sandbox);
});

test.each(faults)('SF-OPS-03 control: %s is found by %s, for %s', async (_what, id, row, make) => {
  const changed = await make(deployment);
  const reports = await runChecks({ ...deployment.target, ...changed } as typeof deployment.target);
  const failed = reports.filter(({ result }) => result === 'fail').map((report) => report.id);
  // The comparison with the published page sees whatever is wrong with the page.
  expect(failed.filter((one) => one === id || one !== 'published-page')).toEqual([id]);
  const rows = rowReports(reports).map(({ standard, items, result }) => [
    `${standard === 'PCI DSS 4.0.1' ? 'PCI' : 'ASVS'} ${items}`,
    result,
  ]);
  expect(rows).toContainEqual([row, 'fail']);
  const meant = reports.filter(({ result }) => result === 'fail').flatMap((report) => report.rows as readonly string[]);
  expect(rows.flatMap(([name = '', result]) => (result === 'fail' ? [name] : [])).sort()).toEqual(
    [...new Set(meant)].sort(),
  );
});

test('there are faults enough, and every check has one', () => {
  expect(faults.length).toBeGreaterThanOrEqual(25);
  expect(new Set(faults.map(([, id]) => id))).toEqual(new Set(allChecks.map(({ id }) => id)));
});

test('a check that breaks does not look like one that passed', async () => {
  const send = async () => {
    throw new TypeError('fetch failed');
  };
  const reports = await runChecks({ ...deployment.target, send });
  const page = reports.find(({ id }) => id === 'published-page');
  expect(page).toMatchObject({ result: 'fail', notes: [expect.stringContaining('could not be done')] });
});

test('SF-OPS-03 the command tests a server of this machine, and says what it was not given', async () => {
  await withHarness('memory', { options: { clock: Date.now } }, async ({ tellsafe }) => {
    const server = createServer(nodeListener(tellsafe.fetch)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const written: string[] = [];
    const output = { write: (text: string) => written.push(text), error: (text: string) => written.push(text) };
    const folder = mkdtempSync(join(tmpdir(), 'tellsafe-'));
    const page = `http://127.0.0.1:${port}/tellsafe/form/acme?l=de#secret`;
    const code = await runCli(['check', page, '--evidence', folder], '1.2.3', output);
    const [json = ''] = readdirSync(folder).sort();
    const found: Evidence = JSON.parse(readFileSync(join(folder, json), 'utf8'));
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
    expect(found.checks.filter(({ result }) => result === 'fail')).toEqual([]);
    expect(code).toBe(0);
    expect(found.checks.filter(({ result }) => result === 'not-checked').map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        'https',
        'one-time-race',
        'login-cookie',
        'audit-chain',
        'files-for-owner',
        'keys-apart',
      ]),
    );
    expect(written.join('') + JSON.stringify(found)).not.toContain('secret');
  });
});

test('a deployment that is not there is said to be so, and leaves no evidence', async () => {
  const errors: string[] = [];
  const output = { write: () => {}, error: (text: string) => errors.push(text) };
  const before = readdirSync(evidence);
  const code = await runCli(['check', 'http://127.0.0.1:9/tellsafe/form/acme', '--evidence', evidence], '1', output);
  expect([code, errors, readdirSync(evidence)]).toEqual([1, ['http://127.0.0.1:9 cannot be reached.\n'], before]);
});

test.each([
  [[]],
  [['acme']],
  [['https://forms.acme.example/']],
  [['https://me:pass@forms.acme.example/tellsafe/form/acme']],
  [['https://forms.acme.example/tellsafe/form/acme', '--sandbox', 'https://forms.acme.example/tellsafe/form/acme']],
  [['https://forms.acme.example/tellsafe/form/acme', '--burst', '5']],
  [['https://forms.acme.example/tellsafe/form/acme', '--login', 'desk']],
  [['https://forms.acme.example/tellsafe/form/acme', '--sqlite', 'a', '--postgres']],
])('wrong arguments %j are refused and not repeated', async (args) => {
  const errors: string[] = [];
  const output = { write: () => {}, error: (text: string) => errors.push(text) };
  expect(await runCli(['check', ...args], '1.2.3', output)).toBe(2);
  expect(errors.join('')).toContain('Usage: tellsafe check <url>');
  expect(errors.join('')).not.toContain('me:pass');
});
