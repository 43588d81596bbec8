// The native SDKs' theme names and the custom properties that take their place, one to one (SF-THM-01…12).

/** iOS name, Android name (where there is one), custom property. */
const table = [
  [
    'secureFormBubbleBackgroundColor',
    'agent_bubble_pci_form_invitation_background_color',
    '--tellsafe-bubble-background-color',
  ],
  ['secureFormBubbleBorderColor', 'agent_bubble_pci_form_invitation_stroke_color', '--tellsafe-bubble-border-color'],
  ['secureFormBubbleBorderWidth', '', '--tellsafe-bubble-border-width'],
  ['secureFormBubbleTitleColor', 'agent_bubble_pci_form_invitation_title_text_color', '--tellsafe-bubble-title-color'],
  [
    'secureFormBubbleDescriptionColor',
    'agent_bubble_pci_form_invitation_description_text_color',
    '--tellsafe-bubble-description-color',
  ],
  [
    'secureFormBubbleFillFormButtonTextColor',
    'agent_bubble_pci_form_invitation_button_text_color',
    '--tellsafe-bubble-fill-form-button-text-color',
  ],
  [
    'secureFormBubbleFillFormButtonBackgroundColor',
    'agent_bubble_pci_form_invitation_background_btn_color',
    '--tellsafe-bubble-fill-form-button-background-color',
  ],
  [
    'secureFormBubbleFormImageTintColor',
    'agent_bubble_pci_form_invitation_icon_tint_color',
    '--tellsafe-bubble-form-image-tint-color',
  ],
  ['secureFormNavigationBackgroundColor', '', '--tellsafe-navigation-background-color'],
  ['secureFormNavigationTitleColor', '', '--tellsafe-navigation-title-color'],
  ['secureFormBackButtonColor', '', '--tellsafe-back-button-color'],
  ['secureFormUIStatusBarStyleLightContent', '', '--tellsafe-status-bar-light-content'],
] as const;

/** Native name to custom property. */
export const nativeThemeNames: Readonly<Record<string, string>> = Object.fromEntries(
  table.flatMap(([ios, android, property]) => [[ios, property], ...(android ? [[android, property]] : [])]),
);

/**
 * Turns a native theme into custom properties.
 *
 * @param native - values by native name; names that are not of the table are left out
 * @returns values by custom property, for `style.setProperty`
 */
export function themeFromNative(native: Readonly<Record<string, string | boolean>>): Record<string, string> {
  const theme: Record<string, string> = {};
  for (const [name, value] of Object.entries(native)) {
    const property = Object.hasOwn(nativeThemeNames, name) ? nativeThemeNames[name] : undefined;
    if (property !== undefined) theme[property] = String(value);
  }
  return theme;
}
