// Where each record lives: its group and collection. A conversation's group holds everything that changes with it.
import type { Key } from '../../stores/types.ts';

const groupOf = {
  session: (id: string) => `session:${id}`,
  form: (id: string) => `form:${id}`,
  agent: (id: string) => `agent:${id}`,
  webhook: (id: string) => `webhook:${id}`,
} as const;

/** Group of audit entries that belong to no conversation, session or form. */
export const AUDIT_GROUP = 'audit';

/** The conversation record; its group is the conversation's id. */
export function conversationKey(account: string, id: string): Key {
  return { account, group: id, collection: 'conversation', id };
}

/** The last message of a conversation, apart so that messages never compete with changes of the conversation. */
export function lastMessageKey(account: string, conversationId: string): Key {
  return { account, group: conversationId, collection: 'last-message', id: conversationId };
}

/** An invitation of a conversation. */
export function invitationKey(account: string, conversationId: string, id: string): Key {
  return { account, group: conversationId, collection: 'invitation', id };
}

/** What a request id did already, per sender. */
export function requestKey(account: string, conversationId: string, sender: string, requestId: string): Key {
  return { account, group: conversationId, collection: 'request', id: `${sender}:${requestId}` };
}

/** An agent session. */
export function sessionKey(account: string, id: string): Key {
  return { account, group: groupOf.session(id), collection: 'agent-session', id };
}

/** Name of an agent, known since the first sign-in. */
export function agentKey(account: string, id: string): Key {
  return { account, group: groupOf.agent(id), collection: 'agent', id };
}

/** A form: which version is current and whether it may be sent. */
export function formKey(account: string, id: string): Key {
  return { account, group: groupOf.form(id), collection: 'form', id };
}

/** One version of a form definition, by its hash; never changed (SF-FORM-07). */
export function formVersionKey(account: string, formId: string, hash: string): Key {
  return { account, group: groupOf.form(formId), collection: 'form-version', id: hash };
}

/**
 * When which version of a form was made, and by whom. Ids sort by version, the newest first.
 *
 * @param version 1 to 9999999998
 */
export function formChangeKey(account: string, formId: string, version: number): Key {
  const id = String(9_999_999_999 - version).padStart(10, '0');
  return { account, group: groupOf.form(formId), collection: 'form-change', id };
}

/** What was changed of an account's settings while the kit ran. */
export function settingsKey(account: string): Key {
  return { account, group: 'settings', collection: 'settings', id: 'settings' };
}

/** One reading of a conversation's answers out of the history; ids sort by its instant. */
export function historyReadKey(account: string, conversationId: string, at: number, id: string): Key {
  return { account, group: conversationId, collection: 'history-read', id: `${String(at).padStart(16, '0')}:${id}` };
}

/** The push subscriptions of a conversation. */
export function pushKey(account: string, conversationId: string): Key {
  return { account, group: conversationId, collection: 'push', id: conversationId };
}

/** What is to be told outside of the page about an invitation. */
export function pushJobKey(account: string, conversationId: string, invitationId: string, about: string): Key {
  return { account, group: conversationId, collection: 'push-job', id: `${invitationId}:${about}` };
}

/** How far an endpoint of webhooks has been told. Its group holds its deliveries as well, so that both change at once. */
export function webhookKey(account: string, endpoint: string): Key {
  return { account, group: groupOf.webhook(endpoint), collection: 'webhook', id: endpoint };
}

/** One message to an endpoint of webhooks. */
export function webhookDeliveryKey(account: string, endpoint: string, id: string): Key {
  return { account, group: groupOf.webhook(endpoint), collection: 'webhook-delivery', id };
}

/** The legal holds of a conversation, or of a consumer in the group of {@link consumerGroup}. */
export function holdKey(account: string, group: string): Key {
  return { account, group, collection: 'hold', id: 'hold' };
}

/** An erasure: of a submission or the whole of a conversation in its group, or of a consumer in theirs. */
export function erasureKey(account: string, group: string, id: string): Key {
  return { account, group, collection: 'erasure', id };
}

/** Group of what concerns a consumer and none of their conversations alone. */
export function consumerGroup(consumer: string): string {
  return `consumer:${consumer}`;
}

/** A desk's note to the vault about the off-the-record parts of a conversation. */
export function discardKey(account: string, conversationId: string): Key {
  return { account, group: conversationId, collection: 'discard', id: 'off-the-record' };
}

/** Present while a vault that runs apart has no room for the answers of new forms. */
export function fullVaultKey(account: string): Key {
  return { account, group: 'vault', collection: 'vault', id: 'full' };
}

/** The wrapped key by which consumers are found. */
export function lookupKeyKey(account: string): Key {
  return { account, group: 'consumers', collection: 'lookup-key', id: 'lookup-key' };
}

/** One name of a person at an entry point. @param mac of the name, base64url */
export function addressKey(account: string, mac: string): Key {
  return { account, group: `address:${mac}`, collection: 'channel-address', id: mac };
}

/** A person at an entry point. */
export function contactKey(account: string, id: string): Key {
  return { account, group: `contact:${id}`, collection: 'channel-contact', id };
}

/** What was told of a person already. */
export function contactEventKey(account: string, contactId: string, eventId: string): Key {
  return { account, group: `contact:${contactId}`, collection: 'channel-event', id: eventId };
}

/** What of a conversation only its channel needs. */
export function channelStateKey(account: string, conversationId: string): Key {
  return { account, group: conversationId, collection: 'channel-state', id: conversationId };
}

/** Where the files of a message are. */
export function mediaKey(account: string, conversationId: string, messageId: string): Key {
  return { account, group: conversationId, collection: 'channel-media', id: messageId };
}

/** What a consumer said by a channel. */
export function sayingKey(account: string, conversationId: string, messageId: string): Key {
  return { account, group: conversationId, collection: 'channel-saying', id: messageId };
}

/** What came to an entry point and could not be understood. */
export function quarantineKey(account: string, entryPoint: string, id: string): Key {
  return { account, group: `quarantine:${entryPoint}`, collection: 'channel-quarantine', id };
}

/** How an entry point does. */
export function entryPointStateKey(account: string, entryPoint: string): Key {
  return { account, group: `entry-point:${entryPoint}`, collection: 'entry-point', id: entryPoint };
}

/** Sealed recorded answers (sealed store). */
export function answersKey(account: string, conversationId: string, submissionId: string): Key {
  return { account, group: conversationId, collection: 'answers', id: submissionId };
}

/** The wrapped data key of a submission (sealed store). */
export function dataKeyKey(account: string, conversationId: string, submissionId: string): Key {
  return { account, group: conversationId, collection: 'data-key', id: submissionId };
}

/** Sealed off-the-record answers (volatile store). */
export function offTheRecordKey(account: string, conversationId: string, submissionId: string): Key {
  return { account, group: conversationId, collection: 'off-the-record', id: submissionId };
}
