// The questions of a conversation: what is asked before something that cannot be taken back, or before a form goes out.
import type { AgentForm, ConversationSummary, InvitationView } from '@tellsafe/core/wire';
import type { AgentClient } from '../../agent-client.ts';
import type { Words } from '../shared/words.ts';
import type { Question } from './question-dialog.ts';

/** Closing ends the reading. */
export function closeQuestion(words: Words, client: AgentClient, { id }: ConversationSummary): Question {
  return { text: words.say('closeQuestion'), yes: words.say('closeConversation'), run: () => client.close(id) };
}

/** The consumer can no longer fill it in. */
export function revokeQuestion(words: Words, client: AgentClient, invitation: InvitationView): Question {
  return { text: words.say('revokeQuestion'), yes: words.say('revoke'), run: () => client.revoke(invitation) };
}

/** The one that is still open goes. */
export function resendQuestion(words: Words, client: AgentClient, invitation: InvitationView): Question {
  const text = words.say('resendQuestion', { form: invitation.formName });
  return { text, yes: words.say('sendAgain'), run: () => client.resend(invitation) };
}

/** From the message field: what is sent to whom, to be looked at first. */
export function sendQuestion(
  words: Words,
  { consumerName }: ConversationSummary,
  { definition }: AgentForm,
  run: Question['run'],
): Question {
  const form = definition.name;
  const text = words.say('sendQuestion', { form, name: consumerName ?? words.say('consumer') });
  return { text, yes: words.say('sendFormNamed', { form }), form: definition, run };
}
