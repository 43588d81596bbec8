// What a page without a bundler loads by one script tag: the elements of a host page are registered, and the module's names are
// there for `import`. Built into dist/embed by build-embed.mjs and served by the kit (`GET /widget/tellsafe.js`).
import './register.ts';

export { type Conversation, type ConversationOptions, createConversation } from './conversation.ts';
export { STATUS_CHANGED, StatusChangedEvent } from './events/status-changed.ts';
export { nativeThemeNames, themeFromNative } from './theme.ts';
