// Looks in real Chromium: the defaults of SF-THM-01 to -13, a host page's properties, themes of account and form, dark screens.
import type { FormDefinition } from '@tellsafe/core/form';
import { loadTexts } from '@tellsafe/core/i18n';
import { encodeHandle } from '@tellsafe/core/otk/handle';
import { defaultColors, type Theme } from '@tellsafe/core/theme';
import axe from 'axe-core';
import { afterEach, expect, test, vi } from 'vitest';
import { defineForm } from '../../src/components/form/define.ts';
import { defineInvitation } from '../../src/components/invitation/define.ts';
import { initialState } from '../../src/controllers/form-state.ts';
import { nativeThemeNames, themeFromNative } from '../../src/theme.ts';
import { definition } from './fake-server.ts';

defineInvitation();
defineForm();
const secret = new Uint8Array(16).fill(3);
const handle = encodeHandle({ accountId: 'acme', conversationId: crypto.randomUUID(), secret });
const pixel =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

afterEach(() => {
  document.body.replaceChildren();
  document.documentElement.removeAttribute('style');
  document.adoptedStyleSheets = [];
});

const schemes = ['light', 'dark'] as const;
type Scheme = (typeof schemes)[number];

/** How a colour computes. */
function computed(color: string): string {
  const probe = document.createElement('i');
  probe.style.color = color;
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

async function bubble(scheme: Scheme, theme: Theme = {}, own: Readonly<Record<string, string>> = {}) {
  document.documentElement.style.colorScheme = scheme;
  const status = {
    status: 'sent',
    form: { name: 'Payment card', description: 'For your order' },
    secondsLeft: 900,
    agentName: 'Noor',
    theme,
  };
  const stream = new TextEncoder().encode(`event: status\ndata: ${JSON.stringify(status)}\n\n`);
  const fetch = async (url: string) =>
    url.endsWith('/watch')
      ? new Response(new ReadableStream({ start: (controller) => controller.enqueue(stream) }))
      : Response.json({ status: 'received' });
  const element = document.createElement('tellsafe-invitation');
  for (const [property, value] of Object.entries(own)) element.style.setProperty(property, value);
  document.body.append(Object.assign(element, { fetch, handle, endpoint: location.origin, language: 'en' }));
  const part = (name: string) => element.shadowRoot?.querySelector<HTMLElement>(name) ?? document.body;
  await vi.waitFor(() => expect(part('.title').textContent).toBe('Payment card'));
  return { element, part };
}

/** Requirement, native name, part of a theme, where it is seen. */
const bubbleParts = [
  ['SF-THM-01', 'secureFormBubbleBackgroundColor', 'bubbleBackgroundColor', '.bubble', 'backgroundColor'],
  ['SF-THM-02', 'secureFormBubbleBorderColor', 'bubbleBorderColor', '.bubble', 'borderTopColor'],
  ['SF-THM-04', 'secureFormBubbleTitleColor', 'bubbleTitleColor', '.title', 'color'],
  ['SF-THM-05', 'secureFormBubbleDescriptionColor', 'bubbleDescriptionColor', '.bubble > p', 'color'],
  ['SF-THM-06', 'secureFormBubbleFillFormButtonTextColor', 'bubbleFillFormButtonTextColor', '.fill', 'color'],
  [
    'SF-THM-07',
    'secureFormBubbleFillFormButtonBackgroundColor',
    'bubbleFillFormButtonBackgroundColor',
    '.fill',
    'backgroundColor',
  ],
  ['SF-THM-08', 'secureFormBubbleFormImageTintColor', 'bubbleFormImageTintColor', '.mark', 'color'],
] as const;

test.each(bubbleParts)(
  '%s %s: default, theme, and the page’s own property before both',
  async (_id, native, name, where, css) => {
    const property = nativeThemeNames[native] ?? '';
    for (const scheme of schemes) {
      const plain = await bubble(scheme);
      expect(getComputedStyle(plain.part(where))[css]).toBe(computed(defaultColors[name][scheme]));
      const themed = await bubble(scheme, { [name]: { light: '#102030', dark: '#a0b0c0' } });
      expect(getComputedStyle(themed.part(where))[css]).toBe(computed(scheme === 'light' ? '#102030' : '#a0b0c0'));
      const own = await bubble(scheme, { [name]: '#102030' }, themeFromNative({ [native]: 'rebeccapurple' }));
      expect([property, getComputedStyle(own.part(where))[css]]).toEqual([property, computed('rebeccapurple')]);
    }
  },
);

test('SF-THM-03 secureFormBubbleBorderWidth: default, theme, and the page’s own property before both', async () => {
  const width = (shown: Awaited<ReturnType<typeof bubble>>) => getComputedStyle(shown.part('.bubble')).borderTopWidth;
  expect(width(await bubble('light'))).toBe('2px');
  expect(width(await bubble('light', { bubbleBorderWidth: 5 }))).toBe('5px');
  const own = themeFromNative({ secureFormBubbleBorderWidth: '1px' });
  expect(width(await bubble('light', { bubbleBorderWidth: 5 }, own))).toBe('1px');
});

test.each(['red;} * { display: none', 'url(//x.example)', 'var(--x)', '#12', 7, null])(
  'SF-THM-14 a theme that says %j for a colour changes nothing',
  async (color) => {
    const { part } = await bubble('light', { bubbleTitleColor: color } as unknown as Theme);
    expect(getComputedStyle(part('.title')).color).toBe(computed(defaultColors.bubbleTitleColor.light));
  },
);

async function form(
  theme: Theme,
  { scheme = 'light' as Scheme, canLeave = true, of = definition as FormDefinition, submit = 'Submit' } = {},
) {
  document.documentElement.style.colorScheme = scheme;
  const element = document.createElement('tellsafe-form');
  element.isolated = true;
  element.canLeave = canLeave;
  element.texts = await loadTexts('en');
  element.state = {
    ...initialState,
    view: 'filling',
    definition: of,
    formName: of.name,
    agentName: 'Noor',
    secondsLeft: 900,
    theme,
  };
  document.body.append(element);
  const part = (name: string) => element.querySelector<HTMLElement>(name);
  await vi.waitFor(() => expect(part('.primary')?.textContent?.trim()).toBe(submit));
  const look = (name: string, css: 'color' | 'backgroundColor' | 'fontFamily') =>
    getComputedStyle(part(name) ?? document.body)[css];
  return { element, part, look };
}

const formParts = [
  ['SF-THM-09', 'secureFormNavigationBackgroundColor', 'navigationBackgroundColor', '.bar', 'backgroundColor'],
  ['SF-THM-10', 'secureFormNavigationTitleColor', 'navigationTitleColor', 'h1', 'color'],
  ['SF-THM-11', 'secureFormBackButtonColor', 'backButtonColor', '.close', 'color'],
] as const;

test.each(formParts)(
  '%s %s: default, theme, and the page’s own property before both',
  async (_id, native, name, where, css) => {
    for (const scheme of schemes) {
      const theme = { [name]: { light: '#102030', dark: '#a0b0c0' } };
      expect((await form({}, { scheme })).look(where, css)).toBe(computed(defaultColors[name][scheme]));
      document.body.replaceChildren();
      expect((await form(theme, { scheme })).look(where, css)).toBe(
        computed(scheme === 'light' ? '#102030' : '#a0b0c0'),
      );
      document.documentElement.style.setProperty(nativeThemeNames[native] ?? '', 'rebeccapurple');
      expect((await form(theme, { scheme })).look(where, css)).toBe(computed('rebeccapurple'));
      document.body.replaceChildren();
      document.documentElement.removeAttribute('style');
    }
  },
);

const brand: Theme = {
  navigationBackgroundColor: '#123524',
  navigationTitleColor: '#fdf6e3',
  buttonBackgroundColor: '#123524',
  buttonTextColor: '#fdf6e3',
  accentColor: { light: '#1b6b45', dark: '#8fd6ae' },
  fontFamily: 'serif',
  logo: { image: pixel, alt: 'Juniper' },
};

test('SF-THM-14 a theme of account and form: colours, font, logo; nothing a screen reader or axe trips over', async () => {
  for (const scheme of schemes) {
    const { element, part, look } = await form(brand, { scheme });
    expect(look('.primary', 'backgroundColor')).toBe(computed('#123524'));
    expect(look('.primary', 'color')).toBe(computed('#fdf6e3'));
    expect(look('.secure > .icon', 'color')).toBe(computed(scheme === 'light' ? '#1b6b45' : '#8fd6ae'));
    const box = `color-mix(in srgb, ${scheme === 'light' ? '#1b6b45 10%, #ffffff' : '#8fd6ae 10%, #16191d'})`;
    expect(look('.secure', 'backgroundColor')).toBe(computed(box));
    expect(look('h1', 'fontFamily')).toContain('Georgia');
    expect(look('input', 'fontFamily')).toContain('Georgia');
    expect(part('.bar img')?.getAttribute('alt')).toBe('Juniper');
    expect((await axe.run(element)).violations.map(({ id }) => id)).toEqual([]);
    document.body.replaceChildren();
  }
});

/** Words of the brand's own, where it has some. */
const worded: Theme = {
  lockMark: false,
  texts: { en: { securityHeader: 'Only Juniper reads this', submit: 'Pay', submittedText: '{form} is with us.' } },
};

test('SF-LANG-02 SF-WV-01 a brand’s own words and no lock mark, in its languages, up to the end', async () => {
  const { element, part } = await form({ ...brand, ...worded }, { submit: 'Pay' });
  expect(part('.secure p')?.textContent).toBe('Only Juniper reads this');
  expect(part('footer p')?.textContent).toBe((await loadTexts('en')).securityFooter);
  expect(['.secure > .icon', 'footer > .icon'].map((name) => part(name)?.getClientRects().length)).toEqual([0, 0]);
  element.texts = await loadTexts('de');
  await vi.waitFor(() => expect(part('.primary')?.textContent?.trim()).toBe('Abschicken'));
  element.texts = await loadTexts('en');
  element.state = { ...element.state, view: 'success', definition: undefined };
  await vi.waitFor(() => expect(part('.notice p')?.textContent).toBe(`${definition.name} is with us.`));
  expect(part('.bar img')?.getAttribute('alt')).toBe('Juniper');
});

test('SF-LANG-02 SF-THM-13 a link has the usual words and its lock marks', async () => {
  const { part } = await form(worded, { canLeave: false });
  expect(part('.secure p')?.textContent).toBe((await loadTexts('en')).securityHeader);
  expect(part('.secure > .icon')?.getClientRects().length).toBe(1);
});

test('SF-THM-13 a link keeps the fixed theme, whatever account and form say, and always its lock mark', async () => {
  const { part, look } = await form(brand, { canLeave: false });
  expect(look('.bar', 'backgroundColor')).toBe(computed('#0363ad'));
  expect(look('h1', 'color')).toBe(computed('white'));
  expect(look('h1', 'fontFamily')).toContain('Arial');
  expect(look('.primary', 'backgroundColor')).toBe(computed('#0363ad'));
  expect(look('.primary', 'color')).toBe(computed('white'));
  expect(look('.primary', 'fontFamily')).toContain('Arial');
  expect(part('.bar img')).toBeNull();
  expect(part('.secure > .icon')?.getBoundingClientRect().width).toBeGreaterThan(0);
});

test('SF-THM-14 a logo from elsewhere is not drawn', async () => {
  const { part } = await form({ logo: { image: 'https://x.example/logo.png', alt: 'x' } });
  expect(part('.bar img')).toBeNull();
});
