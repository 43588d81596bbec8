// The studio without a browser: what it asks for and shows. Focus, dragging, the preview and colours are proven in real ones.
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { loadEnglish, mount } from '../../../test/support/elements.ts';
import { fakeClient } from '../../../test/support/fake-client.ts';
import { fakeStudio, studioForms } from '../../../test/support/fake-studio.ts';
import { defineStudio } from './define.ts';
import type { StudioEditor } from './editor.ts';
import type { TellsafeStudio } from './studio.ts';

beforeAll(async () => {
  defineStudio();
  await loadEnglish();
});
beforeEach(() => sessionStorage.clear());
afterEach(() => document.body.replaceChildren());

const [card] = studioForms;

async function page(forms: readonly unknown[] = studioForms) {
  const studio = await fakeStudio({ forms });
  const element = await mount<TellsafeStudio>('tellsafe-studio', { client: fakeClient({ studio }) });
  const root = element.shadowRoot as ShadowRoot;
  await vi.waitFor(() => expect(root.querySelector('tbody tr, .empty strong')).toBeTruthy());
  const editor = root.querySelector('tellsafe-studio-editor') as StudioEditor;
  const edit = async (id: string) => {
    root.querySelector<HTMLElement>(`[data-form=${id}] button.link`)?.click();
    await vi.waitFor(() => expect(editor.shadowRoot?.querySelector('#name')).toBeTruthy());
    return editor.shadowRoot as ShadowRoot;
  };
  return { studio, element, root, editor, edit };
}

function type(root: ShadowRoot, selector: string, value: string): void {
  const field = root.querySelector<HTMLInputElement>(selector);
  if (!field) throw new Error(`no field ${selector}`);
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

test('SF-ADM-01 forms are listed with state, version and who changed them, and switched', async () => {
  const { root, studio } = await page();
  expect(root.querySelector('[data-form=card]')?.textContent).toMatch(
    /Card payment.*4 questions.*payments.*Enabled.*1.*by the system/s,
  );
  [...root.querySelectorAll<HTMLElement>('[data-form=card] .row-buttons button')][0]?.click();
  await vi.waitFor(() => expect(root.querySelector('[data-form=card]')?.textContent).toContain('Disabled'));
  expect(studio.calls).toEqual(['enable card false']);
  type(root, '#find', 'deliv');
  await vi.waitFor(() => expect(root.querySelectorAll('tbody tr')).toHaveLength(1));
});

test('SF-FORM-01 what is wrong is said beside the field, and nothing is sent', async () => {
  const { edit, editor, studio } = await page();
  const fields = await edit('card');
  type(fields, '#name', ' ');
  await editor.updateComplete;
  await editor.save();
  await editor.updateComplete;
  expect(fields.querySelector('#name')?.getAttribute('aria-invalid')).toBe('true');
  expect(fields.querySelector('#name-error')?.textContent).toContain('Fill this in.');
  expect(studio.calls).toEqual([]);
  type(fields, '#name', 'Pay');
  await editor.updateComplete;
  await editor.save();
  expect((await studio.form('card')).form).toMatchObject({ name: 'Pay', version: 2 });
  expect(editor.isDirty).toBe(false);
});

test('SF-FORM-09 a warning stands beside its question, with what mends it', async () => {
  const { edit, editor } = await page();
  const fields = await edit('card');
  const notice = fields.querySelector('.question:nth-child(2) .notice.warn');
  expect(notice?.textContent).toContain('should be masked');
  notice?.querySelector('button')?.click();
  await editor.updateComplete;
  expect(fields.querySelector('.notice.warn')).toBeNull();
});

test('SF-ADM-01 a draft outlives the page, and what others saved meanwhile is a conflict and not overwritten', async () => {
  const first = await page();
  type(await first.edit('card'), '#description', 'Mine');
  await first.editor.updateComplete;
  document.body.replaceChildren();
  const second = await page();
  await second.studio.saveAs('ben', { ...card, description: 'Theirs' });
  const fields = await second.edit('card');
  expect(fields.querySelector<HTMLTextAreaElement>('#description')?.value).toBe('Mine');
  void second.editor.save();
  const dialog = fields.querySelector('tellsafe-studio-conflict')?.shadowRoot;
  await vi.waitFor(() => expect(dialog?.textContent).toContain('Ben Ngata saved version 2'));
  expect((await second.studio.form('card')).definition.description).toBe('Theirs');
  expect(second.editor.isDirty).toBe(true);
});

test('SF-ADM-01 the studio asks before unsaved work is lost, staying unless somebody chooses to leave', async () => {
  const { element, root, edit, editor } = await page();
  expect(await element.mayLeave()).toBe(true); // nothing to lose, nothing asked
  const fields = await edit('card');
  type(fields, '#name', 'Pay');
  await editor.updateComplete;
  const dialog = root.querySelector<HTMLDialogElement>('dialog.unsaved');
  const ask = async (answer: string) => {
    const asked = element.mayLeave();
    await vi.waitFor(() => expect(dialog?.open).toBe(true));
    expect(dialog?.textContent).toContain('The changes to Pay are lost.');
    expect(dialog?.querySelector('[autofocus]')?.getAttribute('value')).toBe('stay');
    dialog?.close(answer);
    return asked;
  };
  const reload = () => {
    const event = new Event('beforeunload', { cancelable: true });
    dispatchEvent(event);
    return event.defaultPrevented;
  };
  expect([await ask('stay'), await ask(''), editor.isDirty, reload()]).toEqual([false, false, true, true]);
  expect([await ask('leave'), editor.isDirty, reload()]).toEqual([true, false, false]);
  expect({ ...sessionStorage }).toEqual({});
});

test('SF-ADM-01 unsaved settings are asked about as well, also from the other tab of the studio', async () => {
  const { element, root } = await page();
  const tabs = () => [...root.querySelectorAll<HTMLElement>('[role=tab]')];
  const settings = root.querySelector('tellsafe-studio-settings');
  tabs()[1]?.click();
  await vi.waitFor(() => expect(settings?.shadowRoot?.querySelector('input')).toBeTruthy());
  type(settings?.shadowRoot as ShadowRoot, 'input', '77');
  tabs()[0]?.click();
  await element.updateComplete;
  const asked = element.mayLeave();
  const dialog = root.querySelector<HTMLDialogElement>('dialog.unsaved');
  await vi.waitFor(() => expect(dialog?.textContent).toContain('The changes to Theme, times, languages are lost.'));
  dialog?.close('leave');
  expect([await asked, settings?.isDirty]).toEqual([true, false]);
});

test('T20 SF-ADM-01 hostile texts are text, in the list, the editor and the differences', async () => {
  const bad = '<img src=x onerror="globalThis.hurt=1">';
  const form = { ...card, name: bad, description: bad, questions: [{ ...card.questions[0], label: bad, help: bad }] };
  const { root, edit, editor, studio } = await page([form]);
  expect(root.querySelector('[data-form=card] .named')?.textContent).toContain(bad);
  const fields = await edit('card');
  await studio.saveAs('ben', card);
  type(fields, '#note', bad);
  await editor.updateComplete;
  void editor.save();
  const dialog = fields.querySelector('tellsafe-studio-conflict')?.shadowRoot;
  await vi.waitFor(() => expect(dialog?.textContent).toContain(bad));
  for (const place of [root, fields, dialog]) expect(place?.querySelector('img')).toBeNull();
});

test('SF-LANG-02 a form has words of its own by language, and wrong ones are shown before anything is sent', async () => {
  const { edit, editor, studio } = await page();
  const fields = await edit('card');
  const own = () => (fields.querySelector('tellsafe-studio-words') as HTMLElement).shadowRoot as ShadowRoot;
  await vi.waitFor(() => expect(own().querySelector('#words-submit')?.getAttribute('placeholder')).toBe('Submit'));
  const language = own().querySelector('select') as HTMLSelectElement;
  const speak = async (tag: string) => {
    language.value = tag;
    language.dispatchEvent(new Event('change', { bubbles: true }));
    await vi.waitFor(() => expect(own().querySelector('#words-submit')?.getAttribute('lang')).toBe(tag));
  };
  await speak('de');
  type(own(), '#words-submit', 'Jetzt absenden');
  await editor.updateComplete;
  type(own(), '#words-submittedText', 'Danke!');
  await editor.updateComplete;
  await speak('fr');
  expect(own().querySelector('#words-language-error')?.textContent).toContain('Deutsch');
  await editor.save();
  expect(studio.calls).toEqual([]);
  await vi.waitFor(() => expect(fields.querySelector('details')?.open).toBe(true));
  await speak('de');
  expect(own().querySelector('#words-submittedText-error')?.textContent).toContain('{form}');
  type(own(), '#words-submittedText', 'Danke für {form}!');
  await editor.updateComplete;
  (fields.querySelector('#own-lock') as HTMLElement).click();
  await editor.updateComplete;
  await editor.save();
  expect((await studio.form('card')).definition.theme).toMatchObject({
    lockMark: false,
    texts: { de: { submit: 'Jetzt absenden', submittedText: 'Danke für {form}!' } },
  });
});
