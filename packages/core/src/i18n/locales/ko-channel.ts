// Korean texts that a server sends.
import type { ChannelTexts } from '../texts.ts';

/** Korean. */
export const texts: ChannelTexts = {
  locale: 'ko',
  channelInvitation: '{form}: {link}',
  channelSubmitted: '다음 보안 양식이 제출되었습니다: {form}',
  push: '{agent}:{form}',
  pushTitle: '보안 양식',
};
