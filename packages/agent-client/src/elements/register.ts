// @tellsafe/agent-client/elements/register: importing it registers every element under its own name.
import { defineWorkspace } from './workspace/define.ts';

defineWorkspace();
