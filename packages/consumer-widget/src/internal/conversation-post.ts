// How the parts of this package that are bundled apart send requests as a conversation's consumer: by a method that has no name
// of its own, so that it is neither part of the interface nor lost when two bundles meet on one page.

/** Posts JSON as the consumer of a conversation. */
export const conversationPost: unique symbol = Symbol.for('tellsafe.conversation.post') as never;

/** What a conversation of this package can do besides. */
export interface PostingConversation {
  /**
   * @param path - one of `conversationRoutes`
   * @returns the answer's JSON, undefined when it has none
   * @throws {TellsafeError} the server's code, or `network_failed`; `consumer_key_invalid` before the conversation was started
   */
  [conversationPost](path: string, body: unknown): Promise<unknown>;
}
