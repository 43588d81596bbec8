// The page of entry points without a browser: what it says, what it saves, and what it never shows.
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { all, button, loadEnglish, mount, one, settled, textOf } from '../../../test/support/elements.ts';
import { fakeClient } from '../../../test/support/fake-client.ts';
import { entryPointOf, fakeEntryPoints } from '../../../test/support/fake-entry-points.ts';
import { defineEntryPoints } from './define.ts';
import { problemsIn } from './edit-dialog.ts';
import type { TellsafeEntryPoints } from './entry-points.ts';

beforeAll(async () => {
  defineEntryPoints();
  await loadEnglish();
});
afterEach(() => document.body.replaceChildren());

async function page(options: Parameters<typeof fakeEntryPoints>[0] = {}) {
  const entryPoints = fakeEntryPoints(options);
  const element = await mount<TellsafeEntryPoints>('tellsafe-entry-points', { client: fakeClient({ entryPoints }) });
  await settled(element);
  return { entryPoints, element };
}

async function edit(element: HTMLElement, id: string, name: string, value: string) {
  one(element, `[data-entry-point=${id}] .edit`).click();
  await settled(element);
  const field = one<HTMLInputElement>(element, `dialog [name=${name}]`);
  field.value = value;
  for (const type of ['input', 'change']) field.dispatchEvent(new Event(type));
  await settled(element);
}

async function save(element: HTMLElement) {
  one<HTMLFormElement>(element, 'dialog form').dispatchEvent(new Event('submit', { cancelable: true }));
  await settled(element);
}

describe('CN-GEN-05 the page', () => {
  test('says how each entry point does', async () => {
    const { element } = await page();
    const [orders, shop, brand] = all(element, 'li.card').map(textOf);
    expect(orders).toContain('SMS · orders');
    expect(orders).toContain('Running');
    expect(orders).toContain('/v1/channels/sms-twilio/orders');
    expect(shop).toContain('Stopped');
    expect(shop).toContain('Credential not taken');
    expect(shop).toContain('appSecret, 2 secrets: a change is under way');
    expect(shop).toContain('100 or more');
    expect(brand).toContain('Nothing yet');
    expect(shop).toContain('The consumer’s own');
  });

  test('saves what is no secret, on top of the version that was edited', async () => {
    const { element, entryPoints } = await page();
    await edit(element, 'orders', 'label', ' Returns ');
    await save(element);
    const face = { name: 'Orders number', label: 'Returns', language: 'en', routing: 'queue' };
    expect(entryPoints.asked).toEqual([['save', 'orders', { base: 0, ...face }]]);
    expect(textOf(all(element, 'li.card')[0] as HTMLElement)).toContain('Returns');
    expect(textOf(one(element, '[role=status]'))).toContain('has been saved');
  });

  test('says beside the field what cannot be saved, and asks for nothing', async () => {
    const { element, entryPoints } = await page();
    await edit(element, 'orders', 'name', ' ');
    await save(element);
    expect(textOf(one(element, '#name-note'))).toContain('Write 1 to 80 characters');
    expect(entryPoints.asked).toEqual([]);
  });

  test('somebody else was first: what was written stays, and goes on top when it is saved again', async () => {
    const { element, entryPoints } = await page({ conflict: true });
    await edit(element, 'orders', 'name', 'Mine');
    await save(element);
    expect(textOf(one(element, 'dialog [role=alert]'))).toContain('Somebody changed settings');
    expect(one<HTMLInputElement>(element, 'dialog [name=name]').value).toBe('Mine');
    await save(element);
    expect(entryPoints.asked.at(-1)).toMatchObject(['save', 'orders', { base: 1, name: 'Mine' }]);
  });

  test('lets a stopped one go on', async () => {
    const { element, entryPoints } = await page();
    one(element, '[data-entry-point=shop] .resume').click();
    await settled(element);
    expect(entryPoints.asked).toEqual([['resume', 'shop']]);
    expect(all(element, '.resume')).toEqual([]);
  });

  test('shows what was set aside by time and reason', async () => {
    const { element } = await page();
    one(element, '[data-entry-point=shop] .quarantine').click();
    await settled(element);
    expect(all(element, 'dialog .set-aside li').map((each) => textOf(each).split(' · ')[1])).toEqual([
      'Could not be read',
      'Breaks a rule',
    ]);
    button(element, 'Close').click();
    await settled(element);
    expect(one<HTMLDialogElement>(element, 'dialog.point').open).toBe(false);
  });

  test('T20 shows names as text', async () => {
    const { element } = await page({ entryPoints: [entryPointOf({ name: '<img src=x onerror=alert(1)>' })] });
    expect(all(element, 'img')).toEqual([]);
    expect(textOf(one(element, 'h3'))).toContain('<img src=x');
  });
});

test.each([
  ['name', { name: '', label: '' }],
  ['name', { name: 'x'.repeat(81), label: '' }],
  ['label', { name: 'x', label: ' ' }],
] as const)('CN-GEN-05 a %s that cannot be', (field, texts) => {
  expect([...problemsIn({ ...texts, language: '', routing: 'queue' })]).toEqual([field]);
});
