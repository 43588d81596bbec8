import { expect, test } from 'vitest';
import { formsFixture } from '../../../test/support/fixtures.ts';
import { findForms, withSent } from './form-search.ts';

const ids = (search: string, recent?: readonly string[]): readonly string[] =>
  findForms(formsFixture, search, recent).map(({ id }) => id);

test('SF-AGT-02 finds by name, description and questions, every word of them', () => {
  expect(ids('')).toEqual(['payment-card', 'identity-check', 'delivery-address']);
  expect(ids('CHECK')).toEqual(['identity-check']);
  expect(ids('cvv  card')).toEqual(['payment-card']);
  expect(ids('courier ')).toEqual(['delivery-address']);
  expect(ids('zebra')).toEqual([]);
});

test('SF-AGT-02 names come before other matches, and the last one sent before the others', () => {
  expect(ids('', ['delivery-address', 'gone', 'identity-check'])).toEqual([
    'delivery-address',
    'identity-check',
    'payment-card',
  ]);
  expect(ids('card', ['delivery-address'])[0]).toBe('payment-card');
  expect(withSent(['a', 'b'], 'b')).toEqual(['b', 'a']);
});
