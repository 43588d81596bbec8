// Themes: what may be said, what is refused and how, and which pairs can be told apart (SF-THM-14).
import { expect, test } from 'vitest';
import { defaultColors } from './index.ts';
import { contrastIssues, describeContrast, themeSchema } from './schema.ts';
import type { Theme } from './types.ts';

const logo = { image: `data:image/png;base64,${'A'.repeat(40)}`, alt: 'Acme' };

test.each<[string, Theme]>([
  ['nothing', {}],
  ['colours for both screens', { navigationBackgroundColor: '#123', navigationTitleColor: '#FFFFFF' }],
  ['a colour for each', { accentColor: { light: '#0363ad', dark: '#7cc0f8' } }],
  ['a button without a background', { bubbleFillFormButtonBackgroundColor: 'transparent' }],
  ['everything else', { bubbleBorderWidth: 0, statusBarLightContent: false, fontFamily: 'system', logo }],
  ['without lock marks', { lockMark: false }],
  ['with words of the brand', { texts: { en: { submit: 'Pay' }, ar: { submittedText: 'تم إرسال {form}.' } } }],
])('SF-THM-14 a theme may be %s', (_what, theme) => {
  expect(themeSchema.parse(theme)).toEqual(theme);
});

const tooLong = { image: `data:image/png;base64,${'A'.repeat(16_384)}`, alt: 'Acme' };

test.each<[string, unknown, string]>([
  ['a name that is none', { navigationColor: '#fff' }, ''],
  ['a colour by its name', { accentColor: 'red' }, 'accentColor'],
  ['a colour that loads something', { accentColor: 'url(//x.example)' }, 'accentColor'],
  ['a colour that ends a rule', { accentColor: '#fff;}' }, 'accentColor'],
  ['a colour with transparency', { accentColor: '#ffffff80' }, 'accentColor'],
  ['one screen only', { accentColor: { light: '#fff' } }, 'accentColor'],
  ['a third screen', { accentColor: { light: '#fff', dark: '#000', print: '#000' } }, 'accentColor'],
  ['text without a colour', { buttonTextColor: 'transparent' }, 'buttonTextColor'],
  ['too thick a border', { bubbleBorderWidth: 9 }, 'bubbleBorderWidth'],
  ['a border that is no number', { bubbleBorderWidth: Number.NaN }, 'bubbleBorderWidth'],
  ['a font from somewhere', { fontFamily: 'Comic Sans' }, 'fontFamily'],
  ['a logo from somewhere', { logo: { ...logo, image: 'https://x.example/logo.png' } }, 'logo.image'],
  ['a logo that is a page', { logo: { ...logo, image: 'data:text/html;base64,AAAA' } }, 'logo.image'],
  ['a logo that is too large', { logo: tooLong }, 'logo.image'],
  ['a logo that says nothing', { logo: { ...logo, alt: ' ' } }, 'logo.alt'],
  ['with words in no language', { texts: { tlh: { submit: 'DIl' } } }, 'texts'],
  ['with words for what has fixed ones', { texts: { en: { tooLate: 'Oh' } } }, 'texts.en'],
  ['with an empty button', { texts: { en: { submit: ' ' } } }, 'texts.en.submit'],
  ['with words that turn the page around', { texts: { en: { submit: 'Pay\u202e' } } }, 'texts.en.submit'],
  ['with a long button', { texts: { en: { submit: 'x'.repeat(41) } } }, 'texts.en.submit'],
  ['without the name of what was submitted', { texts: { en: { submittedText: 'Sent.' } } }, 'texts.en.submittedText'],
  ['no theme at all', null, ''],
])('SF-THM-14 a theme may not be %s', (_what, theme, path) => {
  const parsed = themeSchema.safeParse(theme);
  expect(parsed.error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
});

test('SF-THM-14 the defaults can be read on light and on dark screens', () => {
  expect(contrastIssues({})).toEqual([]);
});

test.each<[Theme, string]>([
  [{ navigationTitleColor: '#777' }, 'navigationTitleColor navigationBackgroundColor light,dark'],
  [{ navigationBackgroundColor: '#ffeb3b' }, 'navigationTitleColor navigationBackgroundColor light,dark'],
  [{ buttonBackgroundColor: '#8ab' }, 'buttonTextColor buttonBackgroundColor light,dark'],
  // Written with a light screen in mind only.
  [{ bubbleBackgroundColor: '#fff' }, 'bubbleTitleColor bubbleBackgroundColor dark'],
  [{ bubbleDescriptionColor: '#6d6e70' }, 'bubbleDescriptionColor bubbleBackgroundColor dark'],
  [{ accentColor: '#0363ad' }, 'accentColor sheet dark'],
  [{ accentColor: { light: '#7cc0f8', dark: '#7cc0f8' } }, 'accentColor tintedBox light'],
  // 4.9 on white, but not on white with a tenth of itself.
  [{ accentColor: { light: '#707070', dark: '#7cc0f8' } }, 'accentColor tintedBox light'],
  [{ bubbleFormImageTintColor: '#ccc' }, 'bubbleFormImageTintColor bubbleBackgroundColor light'],
  [{ backButtonColor: '#bbb' }, 'backButtonColor backButtonDisc light,dark'],
  [
    { bubbleFillFormButtonBackgroundColor: '#0363ad' },
    'bubbleFillFormButtonTextColor bubbleFillFormButtonBackgroundColor light,dark',
  ],
])('SF-THM-14 %j is refused with the pair that cannot be told apart', (theme, expected) => {
  const [foreground = '', background = '', schemes = ''] = expected.split(' ');
  const found = contrastIssues(theme).filter(
    (issue) => issue.foreground === foreground && issue.background === background,
  );
  expect(found.map(({ scheme }) => scheme)).toEqual(schemes.split(','));
  for (const { ratio, required } of found) expect(ratio).toBeLessThan(required);
});

test('SF-THM-14 a limit is a limit: 4.5 is enough and 4.49 is not, and is never shown as 4.5', () => {
  // #767676 on white is 4.54, #777777 is 4.48 (WCAG 2.2, 1.4.3).
  const onWhite = (color: string) => contrastIssues({ buttonBackgroundColor: '#fff', buttonTextColor: color });
  expect(onWhite('#767676')).toEqual([]);
  expect(onWhite('#777').map(({ ratio }) => ratio)).toEqual([4.4, 4.4]);
});

test('SF-THM-14 an issue names both colours, the screen, what is there and what is needed', () => {
  const [issue] = contrastIssues({ navigationTitleColor: { light: '#777777', dark: '#ffffff' } });
  expect(issue && describeContrast(issue)).toEqual({
    path: 'navigationTitleColor',
    code: 'contrast_too_low',
    params: {
      background: 'navigationBackgroundColor',
      scheme: 'light',
      foregroundColor: '#777777',
      backgroundColor: defaultColors.navigationBackgroundColor.light,
      ratio: 1.3,
      required: 4.5,
    },
  });
});
