import { expect, test } from 'vitest';
import { nativeThemeNames, themeFromNative } from './theme.ts';

test('SF-THM-01 to SF-THM-12 native names become custom properties, one to one', () => {
  expect(
    themeFromNative({
      secureFormBubbleBackgroundColor: 'white',
      agent_bubble_pci_form_invitation_stroke_color: '#d4d4d5',
      secureFormUIStatusBarStyleLightContent: false,
    }),
  ).toEqual({
    '--tellsafe-bubble-background-color': 'white',
    '--tellsafe-bubble-border-color': '#d4d4d5',
    '--tellsafe-status-bar-light-content': 'false',
  });
  expect(new Set(Object.values(nativeThemeNames)).size).toBe(12);
});

test('names that are not of the table are left out', () => {
  expect(themeFromNative({ unknown: 'red', constructor: 'red', toString: 'red' })).toEqual({});
});
