import { expect, test } from 'vitest';
import { formSearch } from './command-text.ts';

const words = ['form', 'formular'];

test.each([
  ['/', ''],
  ['/f', ''],
  ['/Form', ''],
  ['/formu', ''],
  ['/form ', ''],
  ['/form car', 'car'],
  ['/formular karte und mehr', 'karte und mehr'],
])('SF-AGT-02 %j searches for %j', (draft, search) => {
  expect(formSearch(draft, words)).toBe(search);
});

test.each(['', 'form', ' /form', '/etc/hosts', '/forms', '//', '/ form', '/fo card', '/form\ncar', '/form car\nmore'])(
  'SF-AGT-02 %j is a message',
  (draft) => {
    expect(formSearch(draft, words)).toBeNull();
  },
);
