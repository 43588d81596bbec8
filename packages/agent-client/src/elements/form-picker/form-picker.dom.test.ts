import { TellsafeError } from '@tellsafe/core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  all,
  button,
  hasButton,
  loadEnglish,
  mount,
  one,
  rendered,
  settled,
  textOf,
} from '../../../test/support/elements.ts';
import { type FakeClient, type FakeOptions, fakeClient } from '../../../test/support/fake-client.ts';
import { conversationOf, formsFixture } from '../../../test/support/fixtures.ts';
import { defineFormPicker } from './define.ts';
import type { TellsafeFormPicker } from './form-picker.ts';

defineFormPicker();
beforeEach(loadEnglish);
afterEach(() => {
  document.body.replaceChildren();
  localStorage.clear();
});

async function show(options: FakeOptions = {}): Promise<[TellsafeFormPicker, FakeClient]> {
  const client = fakeClient(options);
  const properties = { client, conversationId: conversationOf().id } as Partial<TellsafeFormPicker>;
  const picker = await mount<TellsafeFormPicker>('tellsafe-form-picker', properties);
  await settled(picker);
  return [picker, client];
}

const questionsIn = (preview: Element): string[] => [...preview.querySelectorAll('li')].map(textOf);
const names = (picker: TellsafeFormPicker): string[] => all(picker, '.name').map(textOf);

async function search(picker: TellsafeFormPicker, text: string): Promise<void> {
  const field = one<HTMLInputElement>(picker, 'input');
  field.value = text;
  field.dispatchEvent(new Event('input'));
  await rendered(picker);
}

describe('<tellsafe-form-picker>', () => {
  test('SF-A11Y-01 has a title, a named search field, and disclosures that say whether they are open', async () => {
    const [picker] = await show();
    expect(one(picker, 'h2').textContent).toBe('Secure forms');
    expect(one(picker, 'input').getAttribute('aria-label')).toBe('Search forms');
    const [summary] = all(picker, '.summary');
    expect(summary?.getAttribute('aria-expanded')).toBe('false');
    summary?.click();
    await rendered(picker);
    expect(summary?.getAttribute('aria-expanded')).toBe('true');
    expect(one(picker, `#${summary?.getAttribute('aria-controls')}`).hidden).toBe(false);
  });

  test('SF-AGT-02 lists the forms and shows what each asks for', async () => {
    const [picker] = await show();
    expect(names(picker)).toEqual(['Payment card', 'Identity check', 'Delivery address']);
    all(picker, '.summary')[0]?.click();
    await rendered(picker);
    const preview = one(picker, '.details:not([hidden])');
    expect(textOf(preview)).toContain('Pay for your order by card.');
    expect(questionsIn(preview)).toEqual([
      'Name on card Text',
      'Card number Card number Masked',
      'Expiry date Month and year',
      'CVV Security code Masked Off the record',
    ]);
    all(picker, '.summary')[1]?.click();
    await rendered(picker);
    expect(questionsIn(one(picker, '.details:not([hidden])')).at(-1)).toBe(
      'Have you ordered from us before? Choice Yes No',
    );
  });

  test('SF-AGT-02 forms that this agent sent lately come first, and only ids are kept', async () => {
    const [picker] = await show();
    all(picker, '.summary')[2]?.click();
    await rendered(picker);
    button(picker, 'Send Delivery address').click();
    await vi.waitUntil(() => localStorage.length > 0);
    const [again] = await show();
    expect(all(again, '.group').map(textOf)).toEqual(['Sent recently', 'All forms']);
    expect(names(again)).toEqual(['Delivery address', 'Payment card', 'Identity check']);
    expect(all(again, 'ul').map((each) => each.getAttribute('aria-labelledby'))).toEqual([
      'group-recent',
      'group-allForms',
    ]);
    await search(again, 'card');
    expect(all(again, '.group')).toEqual([]);
    expect(Object.values({ ...localStorage })).toEqual(['["delivery-address"]']);
    const [none] = await show({ forms: formsFixture.slice(0, 1) });
    expect(all(none, '.group')).toEqual([]);
  });

  test('searches names, descriptions and questions, every word of them', async () => {
    const [picker] = await show();
    await search(picker, 'CHECK');
    expect(names(picker)).toEqual(['Identity check']);
    await search(picker, 'cvv card');
    expect(names(picker)).toEqual(['Payment card']);
    await search(picker, 'courier');
    expect(names(picker)).toEqual(['Delivery address']);
    await search(picker, 'zebra');
    expect(names(picker)).toEqual([]);
    expect(textOf(picker)).toContain('No form matches your search.');
  });

  test('SF-FLOW-01 sends the chosen form and says so', async () => {
    const [picker, client] = await show();
    const sent: string[] = [];
    picker.addEventListener('form-sent', (event) => sent.push((event as CustomEvent).detail.invitation.formId));
    all(picker, '.summary')[1]?.click();
    await rendered(picker);
    button(picker, 'Send Identity check').click();
    await rendered(picker);
    expect(client.calls).toContain('send identity-check');
    expect(sent).toEqual(['identity-check']);
    expect(one(picker, '.status').textContent).toContain('has been sent.');
  });

  test('a refusal is told in words, and the form can be sent again', async () => {
    const [picker, client] = await show();
    all(picker, '.summary')[0]?.click();
    await rendered(picker);
    client.failNext(new TellsafeError('conversation_not_assigned'));
    button(picker, 'Send Payment card').click();
    await rendered(picker);
    expect(textOf(one(picker, '[role=alert]'))).toContain('This conversation is not assigned to you.');
    button(picker, 'Send Payment card').click();
    await rendered(picker);
    expect(all(picker, '[role=alert]')).toEqual([]);
  });

  test('one click sends one form', async () => {
    const [picker, client] = await show();
    all(picker, '.summary')[0]?.click();
    await rendered(picker);
    const send = button(picker, 'Send Payment card');
    send.click();
    send.click();
    await rendered(picker);
    expect(client.calls.filter((call) => call === 'send payment-card')).toHaveLength(1);
  });

  test('without forms, without a connection, without a conversation', async () => {
    const [none] = await show({ forms: [] });
    expect(textOf(none)).toContain('There is no form that you may send.');
    const client = fakeClient();
    client.failNext(new TellsafeError('network_failed'));
    const picker = await mount<TellsafeFormPicker>('tellsafe-form-picker', { client } as Partial<TellsafeFormPicker>);
    await settled(picker);
    expect(textOf(picker)).toContain('The server cannot be reached.');
    button(picker, 'Try again').click();
    await settled(picker);
    expect(names(picker)).toHaveLength(3);
    all(picker, '.summary')[0]?.click();
    await rendered(picker);
    expect(button(picker, 'Send Payment card').disabled).toBe(true);
    expect(hasButton(picker, 'Try again')).toBe(false);
  });
});
