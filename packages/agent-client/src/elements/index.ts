// @tellsafe/agent-client/elements: the classes and functions that register them. Importing this registers nothing.
export { TellsafeAnswers } from './answers/answers.ts';
export { defineAnswers } from './answers/define.ts';
export { TellsafeAudit } from './audit/audit.ts';
export { defineAudit } from './audit/define.ts';
export { TellsafeConversation } from './conversation/conversation.ts';
export type { Colleague } from './conversation/conversation-header.ts';
export { defineConversation } from './conversation/define.ts';
export { defineFormPicker } from './form-picker/define.ts';
export { TellsafeFormPicker } from './form-picker/form-picker.ts';
export { defineReports } from './reports/define.ts';
export { TellsafeReports } from './reports/reports.ts';
export { defineSignIn } from './sign-in/define.ts';
export { TellsafeSignIn } from './sign-in/sign-in.ts';
export { defineWebhooks } from './webhooks/define.ts';
export { TellsafeWebhooks } from './webhooks/webhooks.ts';
export type { Area } from './workspace/areas.ts';
export { defineWorkspace } from './workspace/define.ts';
export { TellsafeWorkspace } from './workspace/workspace.ts';
