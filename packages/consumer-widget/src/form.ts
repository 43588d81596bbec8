// @tellsafe/consumer-widget/form: the form as an element, for forms that a page may show itself. A file of its own, so that a page
// that shows invitations only loads nothing of it.
export { defineForm } from './components/form/define.ts';
export { type FormActions, TellsafeForm } from './components/form/form.ts';
export type { FormState, FormTrouble, FormView } from './controllers/form-state.ts';
