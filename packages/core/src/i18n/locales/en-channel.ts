// English texts that a server sends: messages of channels (SF-CN-02) and push (SF-INV-06). The source of the keys of `ChannelTexts`.

/** English. */
export const texts = {
  locale: 'en',
  channelInvitation: '{form}: {link}',
  channelSubmitted: 'The following Secure Form has been submitted: {form}',
  push: '{agent}:{form}',
  pushTitle: 'Secure form',
} as const;
