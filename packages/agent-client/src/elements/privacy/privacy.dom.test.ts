// The page of privacy without a browser: what it says, asks before it does, forgets, and never shows.
import { TellsafeError } from '@tellsafe/core';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  all,
  attributesOf,
  button,
  loadEnglish,
  mount,
  one,
  rendered,
  settled,
  textOf,
} from '../../../test/support/elements.ts';
import { fakeClient } from '../../../test/support/fake-client.ts';
import {
  CASE_7,
  type FakePrivacyOptions,
  fakePrivacy,
  foundFixture,
  heldOf,
  MAC,
} from '../../../test/support/fake-privacy.ts';
import { definePrivacy } from './define.ts';
import type { TellsafePrivacy } from './privacy.ts';

const free = { ...foundFixture, conversations: [heldOf()] };

beforeAll(async () => {
  definePrivacy();
  await loadEnglish();
});
afterEach(() => document.body.replaceChildren());

async function page(options: FakePrivacyOptions = {}) {
  const privacy = fakePrivacy(options);
  const client = fakeClient({ privacy });
  const element = await mount<TellsafePrivacy>('tellsafe-privacy', { client });
  await settled(element);
  const press = async (name: string) => {
    button(element, name).click();
    await settled(element);
  };
  const find = async (id: string) => {
    const field = one<HTMLInputElement>(element, '#id');
    field.value = id;
    field.dispatchEvent(new Event('input'));
    one(element, 'form.find').dispatchEvent(new Event('submit'));
    await settled(element);
  };
  return { privacy, client, element, press, find };
}

describe('SF-RET-03 privacy', () => {
  test('erasing says what is destroyed and that nobody can undo it, and waits for a yes', async () => {
    const { privacy, element, press, find } = await page({ found: free });
    await find('customer-4711');
    await press('Erase everything');
    expect(textOf(one(element, 'dialog'))).toContain('every conversation of this consumer');
    expect(textOf(one(element, 'dialog'))).toContain('This cannot be undone');
    await press('Cancel');
    const erased = () => privacy.calls.filter((call) => call.startsWith('erase'));
    expect(erased()).toEqual([]);
    await press('Erase everything');
    one(element, '#sure').click();
    await settled(element);
    expect(erased()).toEqual(['erase {"kind":"consumer","id":"customer-4711"}']);
    expect(textOf(element)).toContain('Erased. The audit has an entry of it.');
    expect(textOf(element)).toContain('Nothing of it is held.');
  });

  test('one conversation is exported as a file of its own', async () => {
    const { privacy, element, find } = await page();
    await find('customer-4711');
    one(element, '.conversation .export').click();
    await settled(element);
    const [first] = privacy.found.conversations;
    expect(privacy.calls).toContain(`export conversation ${first?.conversationId}`);
    expect(textOf(element)).toContain('The export is ready.');
  });

  test('what is held offers no erasure, and names the holds; one that came meanwhile is said', async () => {
    const { privacy, element, press, find } = await page();
    await find('customer-4711');
    await press('Erase everything');
    expect(textOf(one(element, 'dialog'))).toContain(CASE_7.holdId);
    expect(all(element, '#sure')).toEqual([]);
    await press('Close');
    privacy.found = free;
    await find('customer-4711');
    await press('Erase everything');
    privacy.failNext(new TellsafeError('legal_hold'));
    one(element, '#sure').click();
    await settled(element);
    expect(textOf(one(element, 'dialog [role=alert]'))).toContain('A legal hold keeps this');
  });

  test('a hold needs a reason, and is released from the list by the MAC', async () => {
    const { privacy, element, press, find } = await page({ found: free });
    await find('customer-4711');
    one(element, '.results-head .buttons button:nth-child(2)').click();
    await settled(element);
    one(element, 'dialog form').dispatchEvent(new Event('submit'));
    await settled(element);
    expect(textOf(one(element, '#reason-error'))).toContain('1 to 80 characters');
    const reason = one<HTMLInputElement>(element, '#reason');
    reason.value = ' case 9 ';
    reason.dispatchEvent(new Event('input'));
    one(element, 'dialog form').dispatchEvent(new Event('submit'));
    await settled(element);
    expect(privacy.calls).toContain('hold {"kind":"consumer","id":"customer-4711","holdId":"case 9"}');
    await press('Release the hold Order of 3 May');
    one(element, '#sure').click();
    await settled(element);
    expect(privacy.calls).toContain(
      `release ${JSON.stringify({ kind: 'consumer-mac', id: MAC, holdId: 'Order of 3 May' })}`,
    );
  });

  test('T20 reasons and names are text; the id that was searched is in no attribute and gone with the session', async () => {
    const evil = '<img src=x onerror=alert(1)>\u202e';
    const conversations = [
      heldOf({ holds: [{ holdId: evil, at: 0 }], forms: heldOf().forms.map((form) => ({ ...form, name: evil })) }),
    ];
    const { client, element, find } = await page({ found: { ...free, conversations } });
    await find('customer-4711 <b>');
    expect(all(element, 'img, b')).toEqual([]);
    expect(textOf(element)).toContain('RLO');
    expect(attributesOf(element)).not.toContain('customer-4711');
    client.emit('session-ended', { reason: 'signed-out' });
    await rendered(element);
    expect(one<HTMLInputElement>(element, '#id').value).toBe('');
    expect(textOf(element)).not.toContain('customer-4711');
  });

  test('an id that cannot be is said beside the field, without asking', async () => {
    const { privacy, element, find } = await page();
    const before = privacy.calls.length;
    await find('  ');
    expect(textOf(one(element, '#id-error'))).toContain('Enter an id.');
    const kind = one<HTMLSelectElement>(element, '#kind');
    kind.value = 'conversation';
    kind.dispatchEvent(new Event('change'));
    await find('customer-4711');
    expect(textOf(one(element, '#id-error'))).toContain('not the id of a conversation');
    expect(privacy.calls.length).toBe(before);
  });
});
