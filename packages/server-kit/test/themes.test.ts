// Themes of accounts and forms: checked when they are saved, told to whom they concern (SF-THM-14).
import { afterEach, describe, expect, test } from 'vitest';
import { ok, sentForm } from './clients.ts';
import { ACCOUNT, createHarness, type Harness } from './harness.ts';
import { openStream } from './support/streams.ts';

let harness: Harness | undefined;
afterEach(() => harness?.close());

const account = { bubbleTitleColor: { light: '#102030', dark: '#e0e8f0' }, navigationBackgroundColor: '#123524' };
const question = { id: 'street', label: 'Street', type: 'text' };
const form = { id: 'themed', name: 'Themed', description: 'In green.', questions: [question] };

/** The first event of an invitation's watch. */
async function watched(handle: string) {
  if (!harness) throw new Error('no kit');
  const stream = await openStream(harness, 'POST', '/v1/invitations/watch', { body: { handle } });
  const events = await stream.take(1);
  await stream.leave();
  return events;
}

describe('an account', () => {
  const start = (theme: unknown) => createHarness('memory', { account: { theme: theme as never } });

  test.each<[string, unknown, string, string]>([
    ['a part that is none', { color: '#fff' }, 'theme.color', 'not a part of a theme'],
    ['a colour that is none', { accentColor: 'red' }, 'theme.accentColor', 'not as it must be'],
    [
      'a picture from elsewhere',
      { logo: { image: 'https://x.example/l.png', alt: 'x' } },
      'theme.logo.image',
      'not as it must be',
    ],
    ['no theme', 'green', 'theme', 'not as it must be'],
    [
      'a title that nobody can read',
      { navigationTitleColor: '#888888', navigationBackgroundColor: '#999999' },
      'theme.navigationTitleColor',
      'a contrast of 1.2 on navigationBackgroundColor (#999999) on light screens; it must be at least 4.5',
    ],
    [
      'a title that nobody can read on a dark screen',
      { bubbleTitleColor: '#000' },
      'theme.bubbleTitleColor',
      'on bubbleBackgroundColor (#1d2127) on dark screens',
    ],
  ])('SF-THM-14 with %s is refused at start, by name', async (_what, theme, key, hint) => {
    await expect(start(theme)).rejects.toMatchObject({
      code: 'option_invalid',
      params: { key: expect.stringContaining(key), hint: expect.stringContaining(hint) },
    });
  });

  test('SF-THM-14 gives its theme to the form page, and the bubble’s part of it to the bubble', async () => {
    harness = await start(account);
    const { device } = await sentForm(harness);
    const [status] = await watched(device.handle);
    expect(status?.data).toMatchObject({ theme: { bubbleTitleColor: account.bubbleTitleColor } });
    expect(status?.data).not.toHaveProperty('theme.navigationBackgroundColor');
    expect((await device.open()).theme).toEqual(account);
    expect(ok(await device.tryResume()).theme).toEqual(account);
  });

  test('SF-THM-14 without a theme says nothing of one', async () => {
    harness = await start({});
    const { device } = await sentForm(harness);
    const [status] = await watched(device.handle);
    expect(status?.data).not.toHaveProperty('theme');
    expect(await device.open()).not.toHaveProperty('theme');
  });
});

describe('a form', () => {
  test('SF-THM-14 lies over its account’s theme, and is checked so', async () => {
    harness = await createHarness('memory', { account: { theme: account } });
    const { forms } = harness.tellsafe;
    const define = (theme: unknown) => forms.define({ accountId: ACCOUNT, definition: { ...form, theme } });
    await define({ navigationTitleColor: '#fdf6e3', bubbleTitleColor: '#777' }).then(
      () => expect.unreachable(),
      (error) => {
        expect(error).toMatchObject({ code: 'definition_invalid' });
        expect(error.params.issues.map(({ path, code }: { path: string; code: string }) => [path, code])).toEqual([
          ['theme.bubbleTitleColor', 'contrast_too_low'],
          ['theme.bubbleTitleColor', 'contrast_too_low'],
        ]);
      },
    );
    // Readable on the default bar, not on the account's.
    await expect(
      define({ navigationTitleColor: '#00202a', navigationBackgroundColor: '#ffffff' }),
    ).resolves.toBeDefined();
    await expect(define({ navigationTitleColor: '#4a6b58' })).rejects.toMatchObject({ code: 'definition_invalid' });
    await define({ bubbleTitleColor: { light: '#332211', dark: '#ffeedd' } });
    const { device } = await sentForm(harness, 'themed');
    const [status] = await watched(device.handle);
    expect(status?.data).toMatchObject({ theme: { bubbleTitleColor: { light: '#332211', dark: '#ffeedd' } } });
    const opened = await device.open();
    expect(opened.theme).toEqual(account);
    expect(opened.definition.theme).toEqual({ bubbleTitleColor: { light: '#332211', dark: '#ffeedd' } });
  });
});
