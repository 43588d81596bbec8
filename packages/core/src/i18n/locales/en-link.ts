// English texts of a link page on a computer. The source of the keys of `LinkTexts`.

/** English. */
export const texts = {
  locale: 'en',
  pageTitle: 'Secure form',
  mobileOnly:
    'You’ll need a mobile or tablet device to perform this operation. Open this message on your mobile or tablet to continue.',
  scanCode: 'Scan this code with your mobile or tablet to open the form there.',
} as const;
