// SF-ADM-01, SF-TIME, SF-THM-14, SF-LANG-02: settings of an account, changed while the kit runs, in every process and over restarts.
import { afterEach, expect, test } from 'vitest';
import { agentThrough, ok, sentForm } from '../clients.ts';
import { ACCOUNT, answers, createHarness, FORM_ORIGIN, forms } from '../harness.ts';
import { Admin, createStage, issuesOf, type Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.harness.close());

const web = { channel: 'web', entryPoint: 'web' };

test('SF-ADM-01 what holds is shown: the options, until somebody changes something', async () => {
  stage = await createStage('memory', { forms, invitationTtlSec: 600, language: 'fr' });
  expect(await stage.ruth.settings()).toEqual({
    version: 0,
    limits: {
      ...{ getFormTimeoutSec: 300, submitFormTimeoutSec: 1800, invitationTtlSec: 600, linkTtlSec: 900 },
      ...{ readKeyTtlSec: 30, offTheRecordTtlSec: 900, idleLogoutSec: 900, extensions: 10 },
    },
    theme: {},
    desktop: 'block',
    languages: [{ ...web, language: 'fr' }],
    preview: `${FORM_ORIGIN}/tellsafe/preview/${ACCOUNT}`,
  });
});

test('SF-TIME-02 SF-LANG-02 SF-THM-14 limits, language and theme hold from the next form on', async () => {
  stage = await createStage('memory');
  const { ruth, harness } = stage;
  const running = await sentForm(harness, 'address');
  await running.device.open();
  const before = await ruth.settings();
  const limits = { ...before.limits, submitFormTimeoutSec: 120, extensions: 1 };
  const languages = [{ ...web, language: 'de' }];
  const saved = await ruth.configure({
    base: 0,
    limits,
    languages,
    theme: { accentColor: { light: '#7a1fa2', dark: '#e1a6f5' } },
  });
  expect(saved).toMatchObject({ version: 1, limits, languages, changed: { by: { id: 'root' } } });
  const next = await sentForm(harness, 'address');
  const opened = await next.device.open();
  expect(opened).toMatchObject({ secondsLeft: 120, extensionsLeft: 1, theme: { accentColor: { light: '#7a1fa2' } } });
  // What was open before keeps its time.
  expect(running.device.opened).toMatchObject({ secondsLeft: 1800 });
  harness.clock.advance(121_000);
  expect((await running.device.trySubmit(answers.address)).status).toBe(200);
});

test.each([
  ['SF-TIME-01', 'getFormTimeoutSec', [0, 86_401]],
  ['SF-TIME-05', 'readKeyTtlSec', [0, 301]],
  ['SF-TIME-06', 'offTheRecordTtlSec', [0, 901]],
  ['SF-TIME-07', 'idleLogoutSec', [59, 901, 60.5]],
  ['SF-TIME-08', 'extensions', [-1, 11]],
] as const)('%s %s outside its range is refused, naming it', async (_id, name, values) => {
  stage = await createStage('memory');
  const { limits } = await stage.ruth.settings();
  for (const value of values) {
    const [issue] = issuesOf(await stage.ruth.tryConfigure({ base: 0, limits: { ...limits, [name]: value } }));
    expect(issue?.path).toBe(`limits.${name}`);
  }
  expect((await stage.ruth.settings()).version).toBe(0);
});

test('SF-THM-14 a theme that cannot be read is refused with the pair, also below the theme of a form', async () => {
  const themed = { ...forms[1], id: 'themed', theme: { buttonTextColor: '#e8e8e8' } };
  stage = await createStage('memory', { forms: [...forms, themed] });
  const { ruth } = stage;
  const plain = await ruth.tryConfigure({ base: 0, theme: { navigationTitleColor: '#777777' } });
  expect(issuesOf(plain)[0]).toEqual({ path: 'theme.navigationTitleColor', code: 'contrast_too_low' });
  const theme = { buttonBackgroundColor: '#eeeeee', buttonTextColor: '#111111' };
  expect(issuesOf(await ruth.tryConfigure({ base: 0, theme }))[0]).toEqual({
    ...{ path: 'forms.themed.theme.buttonTextColor', code: 'contrast_too_low' },
  });
  expect(issuesOf(await ruth.tryConfigure({ base: 0, theme: { accentColor: 'red' } }))[0]?.path).toBe(
    'theme.accentColor',
  );
});

test('SF-LANG-02 only entry points that there are have a language', async () => {
  stage = await createStage('memory');
  for (const [languages, path] of [
    [[{ channel: 'sms', entryPoint: '+1555', language: 'en' }], 'languages.0.entryPoint'],
    [
      [
        { ...web, language: 'de' },
        { ...web, language: 'fr' },
      ],
      'languages.0.entryPoint',
    ],
    [[{ ...web, language: 'no language' }], 'languages.0.language'],
  ] as const) {
    const [issue] = issuesOf(await stage.ruth.tryConfigure({ base: 0, languages }));
    if (languages.length === 1) expect(issue?.path).toBe(path);
    else expect(issue?.code).toBe('duplicate');
  }
});

test('SF-ADM-01 two admins at the same time: one wins, the other is told', async () => {
  stage = await createStage('sqlite');
  const { ruth, zoe } = stage;
  const { limits } = await ruth.settings();
  const attempts = await Promise.all([
    ruth.tryConfigure({ base: 0, limits: { ...limits, extensions: 1 } }),
    zoe.tryConfigure({ base: 0, limits: { ...limits, extensions: 2 } }),
  ]);
  expect(attempts.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect((await ruth.settings()).version).toBe(1);
});

test('SF-ADM-01 another process knows within a round of maintenance, and a restart forgets nothing', async () => {
  stage = await createStage('sqlite', { forms });
  const { ruth, harness, given } = stage;
  const first = harness.tellsafe;
  await harness.restart();
  const there = { ...harness, tellsafe: first };
  const { limits } = await ruth.settings();
  const elsewhere = new Admin(agentThrough(there, ruth.agent));
  await elsewhere.configure({ base: 0, limits: { ...limits, getFormTimeoutSec: 77 } });
  await harness.tellsafe.maintain();
  const begun = async () => {
    const { device } = await sentForm(harness, 'address');
    device.openKey = (await device.tryBegin()).body.openKey;
    return device;
  };
  const device = await begun();
  harness.clock.advance(78_000);
  expect((await device.tryOpen()).status).toBe(403);
  await harness.restart();
  expect((await new Admin(agentThrough(harness, ruth.agent)).settings()).limits.getFormTimeoutSec).toBe(77);
  // Of a part that the code says anew the code holds; the other parts stay as they were changed.
  await new Admin(agentThrough(harness, ruth.agent)).configure({ base: 1, languages: [{ ...web, language: 'ja' }] });
  given.getFormTimeoutSec = 200;
  await harness.restart();
  const after = await new Admin(agentThrough(harness, ruth.agent)).settings();
  expect(after).toMatchObject({ version: 3, limits: { getFormTimeoutSec: 200 }, languages: [{ language: 'ja' }] });
  await first.close();
});

test('SF-AUD-01 each changed part is an entry, and nothing is one for what stayed', async () => {
  stage = await createStage('memory');
  const { ruth, harness } = stage;
  const { limits } = await ruth.settings();
  await ruth.configure({ base: 0, limits, languages: [{ ...web, language: 'it' }] });
  await ruth.configure({ base: 1, limits: { ...limits, extensions: 0 } });
  const { entries } = await harness.tellsafe.audit.list({ accountId: ACCOUNT, limit: 200 });
  const told = entries.map(({ entry }) => entry).filter(({ action }) => action === 'policy-change');
  expect(told.map(({ object }) => object.id).sort()).toEqual(['languages', 'limits']);
});

test('SF-WV-02 the preview page may load its own code and reach nothing; only the account frames it', async () => {
  stage = await createStage('memory');
  const harness = await createHarness('memory');
  const answer = await harness.tellsafe.fetch(new Request(`${FORM_ORIGIN}/tellsafe/preview/${ACCOUNT}`));
  const policy = answer.headers.get('content-security-policy') ?? '';
  expect(answer.status).toBe(200);
  expect(policy).toContain("connect-src 'none'");
  expect(policy).toContain("frame-ancestors 'self' https://www.acme.example");
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(await answer.text()).not.toContain('acme.example/tellsafe');
  expect((await harness.tellsafe.fetch(new Request(`${FORM_ORIGIN}/tellsafe/preview/none`))).status).toBe(404);
  ok(await stage.ruth.agent.call('GET', '/v1/admin/settings'));
  await harness.close();
});

test('SF-CN-04 an admin says what links do on computers, and the next visit of the page knows; nothing else is taken', async () => {
  stage = await createStage('memory', { forms, desktop: 'handoff' });
  const { ruth, harness } = stage;
  const meta = async () => {
    const page = await harness.tellsafe.fetch(new Request(`${FORM_ORIGIN}/tellsafe/form/${ACCOUNT}`));
    return /<meta name="tellsafe-desktop" content="(\w*)">/.exec(await page.text())?.[1];
  };
  expect([(await ruth.settings()).desktop, await meta()]).toEqual(['handoff', 'handoff']);
  expect(await ruth.configure({ base: 0, desktop: 'allow' })).toMatchObject({ version: 1, desktop: 'allow' });
  expect(await meta()).toBeUndefined();
  await ruth.configure({ base: 1, desktop: 'block' });
  expect(await meta()).toBe('block');
  const [issue] = issuesOf(await ruth.tryConfigure({ base: 2, desktop: 'ask' as never }));
  expect(issue?.path).toBe('desktop');
});

test('SF-OTR-01 SF-TIME a record with what nobody may choose, as a desk that is not ours could write it, changes nothing', async () => {
  stage = await createStage('memory');
  const { ruth, harness } = stage;
  const before = await ruth.settings();
  const theme = { accentColor: { light: '#7a1fa2', dark: '#e1a6f5' } };
  await ruth.configure({ base: 0, theme, limits: { ...before.limits, extensions: 3 } });
  const { records } = harness.stores;
  const key = { account: ACCOUNT, group: 'settings', collection: 'settings', id: 'settings' };
  const [stored] = await records.get([key]);
  const record = JSON.parse(new TextDecoder().decode(stored?.body));
  const write = async (change: object) => {
    const body = new TextEncoder().encode(JSON.stringify({ ...record, ...change }));
    await records.commit({ account: ACCOUNT, group: 'settings', put: [{ ...key, body, expiresAt: 9e15 }] });
    await harness.tellsafe.maintain();
    const { limits, theme, desktop, languages } = await ruth.settings();
    const { body: status } = await ruth.agent.call<object>('GET', '/v1/admin/privacy');
    return { limits, theme, desktop, languages, status };
  };
  const given = await write({});
  expect(given).toMatchObject({ limits: { extensions: 3, offTheRecordTtlSec: 900 }, theme });
  const forever = { offTheRecordTtlSec: 86_400, readKeyTtlSec: 0.5, idleLogoutSec: 'x', retentionMonths: 1 };
  expect(await write({ limits: { ...record.limits, ...forever } })).toEqual(given);
  const plain = { ...given, theme: {} };
  expect(await write({ theme: { accentColor: 'url(https://evil.example)' } })).toEqual(plain);
  expect(await write({ theme: { logo: { image: 'https://evil.example/l.png', alt: 'x' } } })).toEqual(plain);
  expect(await write({ languages: [{ ...web, language: '"><script>' }] })).toEqual(given);
  expect(await write({ desktop: '"><script>' })).toEqual(given);
});
