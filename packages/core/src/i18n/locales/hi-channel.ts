// Hindi texts that a server sends.
import type { ChannelTexts } from '../texts.ts';

/** Hindi. */
export const texts: ChannelTexts = {
  locale: 'hi',
  channelInvitation: '{form}: {link}',
  channelSubmitted: 'यह सुरक्षित फ़ॉर्म सबमिट हो गया है: {form}',
  push: '{agent}:{form}',
  pushTitle: 'सुरक्षित फ़ॉर्म',
};
