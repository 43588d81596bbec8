// @tellsafe/consumer-widget/register: what a host page loads. Registers <tellsafe-invitation> and nothing else.
import { defineInvitation } from './components/invitation/define.ts';

// So that `document.createElement('tellsafe-invitation')` has its type where only this file is imported.
export type {} from './components/invitation/define.ts';

// Pages are rendered on servers, too, where there is nothing to register it with.
if (globalThis.customElements) defineInvitation();
