// Polish texts of the invitation bubble and its dialogs.
import type { BubbleTexts } from '../texts.ts';

/** Polish. */
export const texts: BubbleTexts = {
  locale: 'pl',

  fillInForm: 'Wypełnij formularz',
  statusToFill: 'Gotowy do wypełnienia',
  statusInProgress: 'Otwarty, jeszcze niewysłany',
  statusOpened: 'Otwarty. Możesz kontynuować tylko na urządzeniu, na którym formularz został otwarty.',
  statusSubmitted: 'Formularz został wysłany i ze względów bezpieczeństwa nie można go ponownie otworzyć',
  statusExpired: 'Formularz wygasł',
  statusFailed: 'Nie udało się dostarczyć formularza',
  statusDeclined: 'Formularz został przez Ciebie odrzucony',
  statusRevoked: 'Konsultant wycofał formularz',
  statusOpenedElsewhere: 'Formularz został otwarty na innym urządzeniu',
  statusLeft: 'Formularz został przez Ciebie zamknięty. Nie można go ponownie otworzyć.',
  openForm: 'Kontynuuj wypełnianie',
  offline: 'Brak połączenia z internetem. Formularz będzie znów dostępny, gdy odzyskasz połączenie.',
  decline: 'Odrzuć',
  declineQuestion: 'Czy chcesz odrzucić ten formularz? Konsultant otrzyma taką informację.',
  declineConfirm: 'Odrzuć formularz',
  cancel: 'Anuluj',
  openTheForm: 'Otwórz bezpieczny formularz',
  loading: 'Otwieranie bezpiecznego formularza…',
  close: 'Zamknij',
  couldNotOpen: 'Nie udało się otworzyć bezpiecznego formularza.\nAby uzyskać pomoc, skontaktuj się z konsultantem.',
  connectionFailed: 'Brak połączenia. Sprawdź połączenie z internetem i spróbuj ponownie.',
};
