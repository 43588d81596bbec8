// The page of operators without a browser: what it says, asks before it does, shows once, and never shows.
import { TellsafeError } from '@tellsafe/core';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  all,
  attributesOf,
  button,
  hasButton,
  loadEnglish,
  mount,
  one,
  rendered,
  settled,
  textOf,
} from '../../../test/support/elements.ts';
import { fakeClient } from '../../../test/support/fake-client.ts';
import { type FakeOperatorsOptions, fakeOperators, MADE_UP, operatorOf } from '../../../test/support/fake-operators.ts';
import { definePolicy } from '../policy/define.ts';
import type { TellsafePolicy } from '../policy/policy.ts';
import { defineOperators } from './define.ts';
import type { TellsafeOperators } from './people.ts';

beforeAll(async () => {
  defineOperators();
  definePolicy();
  await loadEnglish();
});
afterEach(() => document.body.replaceChildren());

async function page(options: FakeOperatorsOptions = {}) {
  const operators = fakeOperators(options);
  const client = fakeClient();
  const element = await mount<TellsafeOperators>('tellsafe-operators', { client, operators });
  await settled(element);
  const press = async (name: string) => {
    button(element, name).click();
    await settled(element);
  };
  const type = (selector: string, value: string) => {
    const field = one<HTMLInputElement>(element, selector);
    field.value = value;
    field.dispatchEvent(new Event(field.localName === 'select' ? 'change' : 'input'));
  };
  return { operators, client, element, press, type };
}

describe('SF-PERM-01 people', () => {
  test('a password is shown once, is in no attribute, and is gone when the dialog closes', async () => {
    const { operators, element, press, type } = await page();
    await press('Add a person');
    type('#field-name', 'kim');
    type('#field-displayName', 'Kim');
    await press('Add');
    expect(operators.calls.at(-1)).toContain('"name":"kim"');
    expect(textOf(element)).toContain(MADE_UP);
    expect(attributesOf(element)).not.toContain(MADE_UP);
    await press('Done');
    expect(textOf(element)).not.toContain(MADE_UP);
    expect(document.body.innerHTML).not.toContain(MADE_UP);
  });

  test('a password and the people are forgotten with the session, also when the answer comes after its end', async () => {
    const { operators, client, element, press } = await page();
    await press('Edit Tom Okafor');
    await press('Reset password');
    one(element, '#sure').click();
    await settled(element);
    expect(textOf(element)).toContain(MADE_UP);
    await client.signOut();
    await rendered(element);
    expect(textOf(element)).not.toContain(MADE_UP);
    expect(textOf(element)).not.toContain('Tom Okafor');
    await client.signIn();
    await settled(element);
    await press('Edit Tom Okafor');
    await press('Reset password');
    one(element, '#sure').click();
    await client.signOut();
    for (let turn = 0; turn < 4; turn += 1) await rendered(element);
    expect(operators.calls.filter((call) => call.startsWith('reset'))).toHaveLength(2);
    await client.signIn();
    await client.signOut();
    for (let turn = 0; turn < 4; turn += 1) await rendered(element);
    expect(textOf(element)).not.toContain('Tom Okafor');
    expect(textOf(element)).not.toContain(MADE_UP);
  });

  test('disabling asks first, cancelling does nothing', async () => {
    const { operators, element, press } = await page();
    await press('Edit Tom Okafor');
    await press('Disable');
    expect(textOf(element)).toContain('Disable Tom Okafor?');
    await press('Cancel');
    expect(operators.calls.filter((call) => call.startsWith('disable'))).toEqual([]);
  });

  test('what the server refuses is said beside the field or in the dialog, and nothing is lost', async () => {
    const { operators, element, press, type } = await page();
    await press('Edit Tom Okafor');
    type('#field-skills', 'a, b');
    operators.failNext(new TellsafeError('request_invalid', { issues: [{ path: 'skills', code: 'value' }] }));
    await press('Save');
    expect(one(element, '#error-skills').textContent).toContain('100 skills');
    operators.failNext(new TellsafeError('network_failed'));
    await press('Save');
    expect(one(element, 'dialog [role=alert]').textContent?.trim()).not.toBe('');
    expect(one<HTMLInputElement>(element, '#field-skills').value).toBe('a, b');
    await press('Save');
    expect(operators.calls.at(-1)).toBe('update tom {"skills":["a","b"]}');
  });

  test('T20 names are text, and characters that act are symbols', async () => {
    const { element } = await page({
      people: [operatorOf({ displayName: '<b>\u202eeve\u0000</b>', name: '<img src=x>' })],
    });
    expect(all(element, 'b, img')).toEqual([]);
    expect(textOf(element)).toContain('RLO');
    expect(textOf(element)).toContain('<img src=x>');
  });

  test('says where a login of the host’s own is, and when one may not', async () => {
    expect(textOf((await page({ refuse: 'route_unknown' })).element)).toContain('a login of your own');
    const { element } = await page({ refuse: 'permission_denied' });
    expect(hasButton(element, 'Try again')).toBe(false);
    const policy = await mount<TellsafePolicy>('tellsafe-policy', {
      ...{ client: fakeClient(), operators: fakeOperators({ refuse: 'route_unknown' }) },
    });
    await settled(policy);
    expect(textOf(policy)).toContain('a login of your own');
  });
});
