import { TellsafeError } from '@tellsafe/core';
import type { OperatorView } from '@tellsafe/core/wire';
import { describe, expect, test } from 'vitest';
import { changesOf, fieldsOf, newOperator, problemsIn, problemsOf, shownPeople } from './model.ts';

const ada: OperatorView = {
  ...{
    id: 'a',
    name: 'ada',
    displayName: 'Ada Brandt',
    role: 'admin',
    profile: null,
    permissions: [],
    skills: ['card'],
  },
  ...{ status: 'active', mustChangePassword: false, hasSecondFactor: true, createdAt: 1, passwordSetAt: 1 },
};
const oem: OperatorView = { ...ada, id: 'o', name: 'oe', displayName: 'Ömer', role: 'agent', skills: [] };
const zed: OperatorView = { ...ada, id: 'z', name: 'zed', displayName: 'Zed', role: 'agent' };

describe('SF-PERM-01 the page of operators', () => {
  test('finds by either name and by role, in the order of the language', () => {
    const ids = (...given: Parameters<typeof shownPeople> extends [unknown, ...infer Rest] ? Rest : never) =>
      shownPeople([zed, oem, ada], ...given).map(({ id }) => id);
    expect(ids('', '', 'de')).toEqual(['a', 'o', 'z']);
    expect(ids('BRANDT', '', 'de')).toEqual(['a']);
    expect(ids(' oe ', '', 'de')).toEqual(['o']);
    expect(ids('', 'agent', 'en')).toEqual(['o', 'z']);
  });

  test('sends what is another, and nothing else', () => {
    expect(changesOf(ada, fieldsOf(ada))).toEqual({});
    expect(changesOf(ada, { ...fieldsOf(ada), displayName: 'Ada', skills: 'card، iban , card' })).toEqual({
      ...{ displayName: 'Ada', skills: ['card', 'iban'] },
    });
    const clerk = { ...ada, profile: 'clerk' };
    expect(changesOf(clerk, { ...fieldsOf(clerk), profile: '' })).toEqual({ profile: null });
    expect(newOperator({ ...fieldsOf(undefined), name: 'x', displayName: 'X' })).toEqual({
      ...{ name: 'x', displayName: 'X', role: 'agent', skills: [] },
    });
  });

  test('says which field is wrong, before asking and after', () => {
    expect(problemsIn({ ...fieldsOf(ada), name: 'a b', displayName: ' ' }, true)).toEqual({
      ...{ name: 'nameWrong', displayName: 'displayNameWrong' },
    });
    expect(problemsIn({ ...fieldsOf(ada), name: 'a b' }, false)).toEqual({});
    expect(problemsOf(new TellsafeError('conflict'), true)).toEqual({ name: 'nameTaken' });
    expect(problemsOf(new TellsafeError('conflict'), false)).toEqual({});
    const issues = [
      { path: 'skills.3', code: 'value' },
      { path: 'operatorId', code: 'oneself' },
      { path: 'constructor', code: 'value' },
    ];
    expect(problemsOf(new TellsafeError('request_invalid', { issues }), false)).toEqual({ skills: 'skillsWrong' });
  });
});
