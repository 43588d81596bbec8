// Bounds of what one read of a conversation touches.

/** Events read from a feed at once. */
export const CONTENT_PAGE = 500;

/** Most messages in one answer; older ones stay in the store. */
export const MESSAGE_HISTORY_LIMIT = 1_000;

/** Most invitations of one conversation that one answer lists or one change ends. */
export const INVITATION_LIMIT = 500;
