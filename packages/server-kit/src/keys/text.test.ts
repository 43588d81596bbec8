// Keys from text are those of the file; what is no key file is refused without a word of it.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createKeyFile, fileKeys } from './file.ts';
import { textKeys } from './text.ts';

const folder = mkdtempSync(join(tmpdir(), 'tellsafe-'));
const path = join(folder, 'tellsafe.keys');
createKeyFile(path);
const text = readFileSync(path, 'utf8');
const file = fileKeys(path);
rmSync(folder, { recursive: true });
file.close();

test('what one wraps the other unwraps, and both make the same MAC', async () => {
  const keys = textKeys(text);
  const [dataKey, context] = [new Uint8Array(32).fill(7), new Uint8Array([1])];
  expect(await file.unwrap(await keys.wrap(dataKey, context), context)).toEqual(dataKey);
  expect(await keys.unwrap(await file.wrap(dataKey, context), context)).toEqual(dataKey);
  expect(await keys.mac(context)).toEqual(await file.mac(context));
});

test('a text that is no key file is refused, and not repeated', () => {
  for (const wrong of ['', 'my-secret', text.slice(1), text.replace('"version": 1', '"version": 2')]) {
    const refuse = () => textKeys(wrong);
    expect(refuse).toThrow(expect.objectContaining({ code: 'key_file_invalid' }));
    if (wrong.length > 0)
      expect(refuse).not.toThrow(expect.objectContaining({ message: expect.stringContaining(wrong) }));
  }
  expect(() => textKeys(undefined as unknown as string)).toThrow(expect.objectContaining({ code: 'key_file_invalid' }));
});

test('rotating and destroying are the matter of the file', async () => {
  const keys = textKeys(text);
  await expect(keys.rotate()).rejects.toMatchObject({ code: 'option_invalid' });
  await expect(keys.destroy('mac-1')).rejects.toMatchObject({ code: 'option_invalid' });
});
