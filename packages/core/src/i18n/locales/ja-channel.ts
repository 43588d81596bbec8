// Japanese texts that a server sends.
import type { ChannelTexts } from '../texts.ts';

/** Japanese. */
export const texts: ChannelTexts = {
  locale: 'ja',
  channelInvitation: '{form}: {link}',
  channelSubmitted: '次のセキュア入力フォームが送信されました：{form}',
  push: '{agent}:{form}',
  pushTitle: 'セキュア入力フォーム',
};
