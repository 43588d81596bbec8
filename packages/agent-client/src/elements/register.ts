// @tellsafe/agent-client/elements/register: importing it registers every element under its own name.
import { defineSignIn } from './sign-in/define.ts';
import { defineWorkspace } from './workspace/define.ts';

defineSignIn();
defineWorkspace();
