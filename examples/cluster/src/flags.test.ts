import { expect, test } from 'vitest';
import { databasesFrom } from './databases.ts';
import { flagsFrom } from './flags.ts';
import { settingFrom } from './setting.ts';

test('without words the cluster has two processes of each half', () => {
  expect(flagsFrom([])).toEqual({ processes: 2, port: 4700, formPort: 4701 });
  expect(flagsFrom(['--processes', '16', '--port=0', '--form-port', '65535'])).toEqual({
    ...{ processes: 16, port: 0, formPort: 65_535 },
  });
});

test.each([
  [['--processes', '0'], '--processes is "0", but must be a whole number from 1 to 16.'],
  [['--processes', '17'], '--processes is "17", but must be a whole number from 1 to 16.'],
  [['--processes', '2.5'], '--processes is "2.5", but must be a whole number from 1 to 16.'],
  [['--port', '65536'], '--port is "65536", but must be a whole number from 0 to 65535.'],
  [['--form-port', 'x'], '--form-port is "x", but must be a whole number from 0 to 65535.'],
  [['--workers', '2'], '--workers'],
  [['2'], '2'],
])('SF-OPS-05 %j is refused and named', (words, said) => {
  expect(() => flagsFrom(words)).toThrow(said);
});

test('SF-OPS-05 addresses of databases are all given or none', () => {
  expect(databasesFrom({})).toBeUndefined();
  expect(() => databasesFrom({ REDIS_URL: 'redis://:secret@cache' })).toThrow(
    /^Not set: RECORDS_URL, SEALED_URL\. [^@]*$/,
  );
});

test('SF-OPS-05 a process names what it was not told', () => {
  expect(() => settingFrom({})).toThrow('ROLE is not set.');
  expect(() => settingFrom({ ROLE: 'both' })).toThrow('ROLE is "both", but must be desk or vault.');
  expect(() => settingFrom({ ROLE: 'desk', PORT: '-1' })).toThrow('PORT is "-1", but must be a port from 0 to 65535.');
  expect(() => settingFrom({ ROLE: 'desk' })).toThrow('RECORDS_URL is not set.');
});
