// Settings of entry points for tests.

export const messengerOptions = {
  pageId: '100000000000001',
  appId: '1234567890',
  appSecret: '0f2d1c8e6b7a4d3c9e8f7a6b5c4d3e2f',
  verifyToken: 'a-token-of-ours',
  pageAccessToken: 'EAAG-page-token',
};

export const whatsappOptions = {
  phoneNumberId: '106540352242922',
  appSecret: '0f2d1c8e6b7a4d3c9e8f7a6b5c4d3e2f',
  verifyToken: 'a-token-of-ours',
  accessToken: 'EAAG-access-token',
};
