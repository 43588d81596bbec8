// Greek texts of a link page on a computer.
import type { LinkTexts } from '../texts.ts';

/** Greek. */
export const texts: LinkTexts = {
  locale: 'el',
  pageTitle: 'Ασφαλής φόρμα',
  mobileOnly:
    'Για αυτή την ενέργεια χρειάζεστε κινητό ή tablet. Ανοίξτε αυτό το μήνυμα στο κινητό ή στο tablet σας για να συνεχίσετε.',
  scanCode: 'Σαρώστε αυτόν τον κωδικό με το κινητό ή το tablet σας για να ανοίξετε τη φόρμα εκεί.',
};
