// Greek texts of the invitation bubble and its dialogs.
import type { BubbleTexts } from '../texts.ts';

/** Greek. */
export const texts: BubbleTexts = {
  locale: 'el',

  fillInForm: 'Συμπλήρωση φόρμας',
  statusToFill: 'Έτοιμη για συμπλήρωση',
  statusInProgress: 'Άνοιξε, αλλά δεν έχει υποβληθεί ακόμη',
  statusOpened: 'Άνοιξε. Μπορείτε να τη συνεχίσετε μόνο στη συσκευή όπου την ανοίξατε.',
  statusSubmitted: 'Αυτή η φόρμα έχει υποβληθεί και, για λόγους ασφαλείας, δεν μπορεί να ανοίξει ξανά',
  statusExpired: 'Αυτή η φόρμα έχει λήξει',
  statusFailed: 'Δεν ήταν δυνατή η παράδοση αυτής της φόρμας',
  statusDeclined: 'Απορρίψατε αυτή τη φόρμα',
  statusRevoked: 'Ο εκπρόσωπος απέσυρε αυτή τη φόρμα',
  statusOpenedElsewhere: 'Αυτή η φόρμα έχει ανοίξει σε άλλη συσκευή',
  statusLeft: 'Έχετε βγει από αυτή τη φόρμα. Δεν μπορεί να ανοίξει ξανά.',
  openForm: 'Συνέχεια συμπλήρωσης',
  offline: 'Είστε εκτός σύνδεσης. Η φόρμα θα είναι ξανά διαθέσιμη μόλις συνδεθείτε στο διαδίκτυο.',
  decline: 'Απόρριψη',
  declineQuestion: 'Θέλετε να απορρίψετε αυτή τη φόρμα; Ο εκπρόσωπός σας θα ενημερωθεί.',
  declineConfirm: 'Απόρριψη φόρμας',
  cancel: 'Ακύρωση',
  openTheForm: 'Άνοιγμα ασφαλούς φόρμας',
  loading: 'Η ασφαλής φόρμα ανοίγει…',
  close: 'Κλείσιμο',
  couldNotOpen: 'Δεν ήταν δυνατό το άνοιγμα της ασφαλούς φόρμας.\nΕπικοινωνήστε με τον εκπρόσωπό σας για βοήθεια.',
  connectionFailed: 'Η σύνδεση απέτυχε. Ελέγξτε τη σύνδεσή σας στο διαδίκτυο και δοκιμάστε ξανά.',
};
