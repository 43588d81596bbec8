// SF-ADM-01: forms in the studio. Saved by version, switched, rolled back; two admins at the same time; the options of the kit as seed.
import { hashDefinition } from '@tellsafe/core/form';
import { parseFormDefinition } from '@tellsafe/core/form/schema';
import { routes } from '@tellsafe/core/wire/schemas';
import { afterEach, describe, expect, test } from 'vitest';
import { Agent, call, sentForm } from '../clients.ts';
import { ACCOUNT, answers, forms, type StoreKind } from '../harness.ts';
import { createStage, formOf, issuesOf, type Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.harness.close());

const kinds: readonly StoreKind[] = ['memory', 'sqlite'];

describe.each(kinds)('SF-ADM-01 forms over %s', (kind) => {
  test('SF-ADM-01 a form is made, changed and shown with who did it when, in versions', async () => {
    stage = await createStage(kind);
    const { ruth, zoe, harness } = stage;
    await ruth.save('visit', 0, formOf('visit', 'Street'));
    harness.clock.advance(60_000);
    const changed = await zoe.save('visit', 1, formOf('visit', 'Street', 'City'));
    expect(changed.form).toMatchObject({
      ...{ id: 'visit', version: 2, enabled: true, questions: 2 },
      changed: { by: { id: 'zoe', name: 'Zoe Zed' } },
    });
    expect(changed.versions).toMatchObject([
      { version: 2, by: { id: 'zoe' } },
      { version: 1, by: { id: 'root' }, at: changed.form.changed.at - 60_000 },
    ]);
    const older = await zoe.agent.call('GET', '/v1/admin/forms/visit/versions/1');
    expect(older.body).toMatchObject({ version: { version: 1 }, definition: { questions: [{ label: 'Street' }] } });
    expect((await ruth.list()).map(({ id }) => id)).toEqual([...forms.map(({ id }) => id), 'visit']);
    // What the options gave has no author.
    expect((await ruth.list())[0]?.changed).not.toHaveProperty('by');
    // The same again is no change, whatever it was based on.
    expect((await ruth.save('visit', 1, formOf('visit', 'Street', 'City'))).form.version).toBe(2);
  });

  test('SF-ADM-01 two admins at the same time: one wins, the other is told, and neither text is lost', async () => {
    stage = await createStage(kind);
    const { ruth, zoe } = stage;
    const { form } = await ruth.show('address');
    const [first, second] = await Promise.all([
      ruth.trySave('address', form.version, formOf('address', 'Ruth')),
      zoe.trySave('address', form.version, formOf('address', 'Zoe')),
    ]);
    const [won, lost] = first.status === 200 ? [first, second] : [second, first];
    expect([won.status, lost.status, (lost.body as unknown as { code: string }).code]).toEqual([200, 409, 'conflict']);
    // The loser reads the winner's version, decides, and saves over it: both are versions now.
    const theirs = await zoe.show('address');
    expect(theirs.form.version).toBe(form.version + 1);
    const mine = theirs.definition.questions[0]?.label === 'Ruth' ? 'Zoe' : 'Ruth';
    const after = await zoe.save('address', theirs.form.version, formOf('address', mine));
    expect(after.versions).toHaveLength(3);
    // A new form under an id that somebody else took meanwhile.
    await ruth.save('fresh', 0, formOf('fresh', 'A'));
    expect((await zoe.trySave('fresh', 0, formOf('fresh', 'B'))).status).toBe(409);
  });

  test('SF-OPS-04 an answer has the newest 200 versions, and older ones are still there', async () => {
    stage = await createStage(kind);
    const { ruth } = stage;
    await ruth.save('visit', 0, formOf('visit', 'Version 1'));
    for (let version = 1; version <= 200; version += 1) {
      const { tellsafe } = stage.harness;
      await tellsafe.forms.define({ accountId: ACCOUNT, definition: formOf('visit', `Version ${version + 1}`) });
    }
    const { versions } = await ruth.show('visit');
    expect(versions.map(({ version }) => version)).toEqual(Array.from({ length: 200 }, (_, at) => 201 - at));
    expect((await ruth.agent.call('GET', '/v1/admin/forms/visit/versions/1')).body).toMatchObject({
      definition: { questions: [{ label: 'Version 1' }] },
    });
    const shown = await ruth.show('visit');
    const more = { ...shown, versions: [...versions, ...versions.slice(0, 1)] };
    const allowed = [shown, more].map((answer) => routes.studioForm.response.safeParse(answer).success);
    expect(allowed).toEqual([true, false]);
  });

  test('SF-FORM-07 rolling back makes a new version; what was sent stays bound to its own', async () => {
    stage = await createStage(kind);
    const { ruth, harness } = stage;
    const before = await ruth.show('address');
    const sent = await sentForm(harness, 'address');
    await ruth.save('address', 1, formOf('address', 'Planet'));
    const { definition } = await sent.device.open();
    expect(definition).toEqual(before.definition);
    expect((await sent.device.trySubmit(answers.address)).status).toBe(200);
    const restored = await ruth.tryRestore('address', 2, 1);
    expect(restored.body).toMatchObject({
      ...{ form: { version: 3 }, definition: before.definition },
      versions: [{ version: 3, restored: 1 }, { version: 2 }, { version: 1 }],
    });
    expect(restored.body.versions[0]?.hash).toBe(before.versions[0]?.hash);
    expect((await ruth.tryRestore('address', 2, 1)).status).toBe(409);
    expect((await ruth.tryRestore('address', 3, 9)).status).toBe(404);
  });

  test('SF-ADM-01 options are a seed: an edit survives restarts, a change in code takes effect', async () => {
    stage = await createStage(kind, { forms: [formOf('visit', 'From code')] });
    const { ruth, harness, given } = stage;
    await ruth.save('visit', 1, formOf('visit', 'From studio'));
    const labelAndVersion = async () => {
      const [form] = await harness.tellsafe.forms.list({ accountId: ACCOUNT });
      return [form?.definition.questions[0]?.label, form?.version];
    };
    await harness.restart();
    expect(await labelAndVersion()).toEqual(['From studio', 2]);
    given.forms = [formOf('visit', 'From new code')];
    await harness.restart();
    expect(await labelAndVersion()).toEqual(['From new code', 3]);
    await harness.restart();
    expect(await labelAndVersion()).toEqual(['From new code', 3]);
    // Back to code that the studio had left: it is new to the kit, so it holds.
    given.forms = [formOf('visit', 'From code')];
    await harness.restart();
    expect(await labelAndVersion()).toEqual(['From code', 4]);
    const all = await new Agent(harness, ruth.agent.session, ruth.agent.key).call('GET', '/v1/admin/forms/visit');
    expect((all.body as { versions: unknown[] }).versions).toHaveLength(4);
  });
});

test('SF-ADM-01 two processes that start with the same new code make one version of it', async () => {
  stage = await createStage('sqlite', { forms: [formOf('visit', 'One')] });
  const { harness, given } = stage;
  given.forms = [formOf('visit', 'Two')];
  const first = harness.tellsafe;
  await harness.restart();
  const second = harness.tellsafe;
  await Promise.all([harness.restart(), harness.restart()]);
  const [form] = await harness.tellsafe.forms.list({ accountId: ACCOUNT });
  expect(form).toMatchObject({ version: 2, definition: { questions: [{ label: 'Two' }] } });
  await first.close();
  await second.close();
});

test('SF-FORM-08 a disabled form is not sent; switching is told with who did it', async () => {
  stage = await createStage('memory');
  const { ruth, zoe, harness } = stage;
  const { form } = await zoe.switch('address', false);
  expect(form).toMatchObject({ enabled: false, version: 1, changed: { by: { name: 'Zoe Zed' } } });
  await expect(sentForm(harness, 'address')).rejects.toThrow(/form_unknown/);
  expect((await ruth.switch('address', true)).form.enabled).toBe(true);
  await sentForm(harness, 'address');
});

test.each<[string, unknown, readonly [path: string, code: string]]>([
  ['a label that is missing', { label: undefined }, ['definition.questions.0.label', 'missing']],
  ['a type that is none', { type: 'colour' }, ['definition.questions.0.type', 'value_unknown']],
  ['a CVV by another name', { label: 'CVV' }, ['definition.questions.0.label', 'cvv_label_needs_cvv_type']],
  ['a length that is too long', { maxLength: 2_001 }, ['definition.questions.0.maxLength', 'too_big']],
])('SF-FORM-03 %s is refused, naming the field', async (_what, change, [path, code]) => {
  stage = await createStage('memory');
  const definition = formOf('visit', 'Street');
  const questions = [{ ...definition.questions[0], ...(change as object) }];
  expect(issuesOf(await stage.ruth.trySave('visit', 0, { ...definition, questions }))).toEqual([{ path, code }]);
});

test('SF-FORM-01 a 21st question is refused, an id that is not that of the path, and a theme that cannot be read', async () => {
  stage = await createStage('memory', { forms: [], theme: { buttonBackgroundColor: '#222222' } });
  const { ruth } = stage;
  const many = formOf('visit', ...Array.from({ length: 21 }, (_, at) => `Question ${at}`));
  expect(issuesOf(await ruth.trySave('visit', 0, many))).toEqual([{ path: 'definition.questions', code: 'too_many' }]);
  const other = await ruth.trySave('visit', 0, formOf('other', 'A'));
  expect(issuesOf(other)).toEqual([{ path: 'definition.id', code: 'id_differs' }]);
  // Readable over the defaults, but not over the account's button.
  const dark = { ...formOf('visit', 'A'), theme: { buttonTextColor: '#333333' } };
  expect(issuesOf(await ruth.trySave('visit', 0, dark))[0]).toEqual({
    ...{ path: 'definition.theme.buttonTextColor', code: 'contrast_too_low' },
  });
});

test('T20 SF-ADM-01 hostile texts come back as they were written, hashed as they are', async () => {
  stage = await createStage('memory');
  const hostile = [
    '<img src=x onerror=alert(1)>',
    '{{7*7}} #{7*7}',
    '"><script>alert(1)</script>',
    '=1+1',
    'بطاقة card',
  ];
  const definition = { ...formOf('hostile', ...hostile), name: hostile[0], description: hostile[2], note: hostile[1] };
  const saved = await stage.ruth.save('hostile', 0, definition);
  expect(saved.definition).toEqual(parseFormDefinition(definition));
  expect(saved.versions[0]?.hash).toBe(await hashDefinition(parseFormDefinition(definition)));
});

test('SF-AUD-01 every change is an entry, and so is an attempt that was refused', async () => {
  stage = await createStage('memory');
  const { ruth, harness } = stage;
  await ruth.save('visit', 0, formOf('visit', 'A'));
  await ruth.save('visit', 1, formOf('visit', 'B'));
  await ruth.tryRestore('visit', 2, 1);
  await ruth.switch('visit', false);
  await ruth.switch('visit', true);
  const manager = await Agent.signIn(harness, 'mia');
  await manager.call('POST', '/v1/admin/forms/visit', { base: 3, definition: formOf('visit', 'C') });
  await manager.call('POST', '/v1/admin/forms/visit/switch', { enabled: false });
  await manager.call('POST', '/v1/admin/forms/visit/switch', { enabled: true });
  const { entries } = await harness.tellsafe.audit.list({ accountId: ACCOUNT, limit: 200 });
  const told = entries
    .map(({ entry }) => entry)
    .filter(({ who, action }) => who.kind === 'agent' && action.startsWith('form-'))
    .map(({ who, action, outcome, object }) => [who.kind === 'agent' && who.id, action, outcome, object.id]);
  const refused = { refused: 'permission' };
  expect(told.sort()).toEqual(
    [
      ['root', 'form-define', 'done', 'visit'],
      ['root', 'form-define', 'done', 'visit'],
      ['root', 'form-define', 'done', 'visit'],
      ['root', 'form-disable', 'done', 'visit'],
      ['root', 'form-enable', 'done', 'visit'],
      ['mia', 'form-define', refused, 'visit'],
      ['mia', 'form-disable', refused, 'visit'],
      ['mia', 'form-enable', refused, 'visit'],
    ].sort(),
  );
});

test.each([
  '/v1/admin/forms/NO',
  '/v1/admin/forms/%3Cscript%3E',
  '/v1/admin/forms/visit/versions/0',
  '/v1/admin/forms/none',
])('SF-ADM-01 %s is no form', async (path) => {
  stage = await createStage('memory');
  const answer = await stage.ruth.agent.call('GET', path);
  expect([answer.status, (answer.body as { code: string }).code]).toEqual([404, 'form_unknown']);
  expect((await call(stage.harness, 'GET', '/v1/admin/forms')).status).toBe(401);
});
