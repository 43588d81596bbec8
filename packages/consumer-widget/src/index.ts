// @tellsafe/consumer-widget: the elements as classes, their registration, themes and events. Importing it registers nothing.
export { defineForm } from './components/form/define.ts';
export { type FormActions, TellsafeForm } from './components/form/form.ts';
export { defineInvitation } from './components/invitation/define.ts';
export { TellsafeInvitation } from './components/invitation/invitation.ts';
export type { FormState, FormTrouble, FormView } from './controllers/form-state.ts';
export { STATUS_CHANGED, StatusChangedEvent } from './events/status-changed.ts';
export { nativeThemeNames, themeFromNative } from './theme.ts';
export type { Fetch } from './transport.ts';
