// @tellsafe/agent-client/elements/register: importing it registers every element under its own name.
import { defineSignIn } from './sign-in/define.ts';
import { defineWorkspace } from './workspace/define.ts';

// So that `document.createElement('tellsafe-workspace')` and its like have their types where only this file is imported.
export type {} from './index.ts';

defineSignIn();
defineWorkspace();
