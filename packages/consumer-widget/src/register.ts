// @tellsafe/consumer-widget/register: what a host page loads. Registers <tellsafe-invitation> and nothing else.
import { defineInvitation } from './components/invitation/define.ts';

defineInvitation();
