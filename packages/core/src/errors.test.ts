import { expect, test } from 'vitest';
import { errorCodes, errorMessage, isErrorCode, isTellsafeError, TellsafeError } from './errors.ts';

test('every code has its own constant message, and nothing in it is interpolated', () => {
  const messages = errorCodes.map(errorMessage);
  expect(new Set(messages).size).toBe(errorCodes.length);
  for (const message of messages) expect(message).toMatch(/^[A-Z][A-Za-z ,()-]+\.(?: [A-Z][A-Za-z ]+\.)?$/);
  for (const code of errorCodes) expect(code).toMatch(/^[a-z]+(?:_[a-z]+)*$/);
});

test('params do not reach the message, except for settings and options', () => {
  for (const code of errorCodes) {
    const { message } = new TellsafeError(code, { key: 'someKey', value: 7, min: 1, max: 5, hint: 'a hint' });
    const described = ['setting_invalid', 'option_invalid', 'key_file_invalid'].includes(code);
    expect(message === errorMessage(code)).toBe(!described);
  }
});

test('SF-TIME a refused setting names its key, its value and the allowed range', () => {
  const { message } = new TellsafeError('setting_invalid', { key: 'readKeyTtlSec', value: 0, min: 1, max: 300 });
  expect(message).toBe('A setting is outside its range. readKeyTtlSec; got 0; allowed 1–300');
  const option = new TellsafeError('option_invalid', { key: 'reopen', value: 'x', allowed: ['never', 'same-device'] });
  expect(option.message).toBe('An option is not valid. reopen; got "x"; allowed never, same-device');
  expect(new TellsafeError('setting_invalid').message).toBe('A setting is outside its range.');
  expect(new TellsafeError('setting_invalid', {}).message).toBe('A setting is outside its range.');
});

test('an error keeps code, cause and params, and names itself', () => {
  const cause = new Error('inner');
  const params = { issues: [{ path: 'a', code: 'b' }] };
  const error = new TellsafeError('request_invalid', params, { cause });
  expect(error).toMatchObject({ name: 'TellsafeError', code: 'request_invalid', cause, params });
  expect(error).toBeInstanceOf(Error);
  expect('params' in new TellsafeError('internal')).toBe(false);
  expect('cause' in new TellsafeError('internal')).toBe(false);
});

test('errors are recognised by their marker, across copies of the package', () => {
  const foreign = Object.assign(new Error('copy'), { code: 'otk_invalid', [Symbol.for('tellsafe.error')]: true });
  expect(isTellsafeError(foreign)).toBe(true);
  expect(isTellsafeError(foreign, 'otk_invalid')).toBe(true);
  expect(isTellsafeError(foreign, 'internal')).toBe(false);
  for (const other of [new Error('x'), null, undefined, 'otk_invalid', { code: 'otk_invalid' }]) {
    expect(isTellsafeError(other)).toBe(false);
  }
});

test('only codes of the table are codes', () => {
  expect(errorCodes.every(isErrorCode)).toBe(true);
  for (const other of ['toString', '__proto__', '', 'OTK_INVALID', 7, null]) expect(isErrorCode(other)).toBe(false);
});
