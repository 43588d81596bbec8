// Hungarian texts of the invitation bubble and its dialogs.
import type { BubbleTexts } from '../texts.ts';

/** Hungarian. */
export const texts: BubbleTexts = {
  locale: 'hu',

  fillInForm: 'Űrlap kitöltése',
  statusToFill: 'Kitölthető',
  statusInProgress: 'Megnyitva, még nincs elküldve',
  statusOpened: 'Megnyitva. Csak azon az eszközön folytatható, amelyen megnyitotta.',
  statusSubmitted: 'Ezt az űrlapot már elküldte, és biztonsági okokból nem nyitható meg újra',
  statusExpired: 'Ez az űrlap lejárt',
  statusFailed: 'Ezt az űrlapot nem sikerült kézbesíteni',
  statusDeclined: 'Ön elutasította ezt az űrlapot',
  statusRevoked: 'Az ügyintéző visszavonta ezt az űrlapot',
  statusOpenedElsewhere: 'Ezt az űrlapot egy másik eszközön nyitották meg',
  statusLeft: 'Ön kilépett ebből az űrlapból. Nem nyitható meg újra.',
  openForm: 'Kitöltés folytatása',
  offline: 'Nincs internetkapcsolat. Az űrlap újra elérhető lesz, amint helyreáll a kapcsolat.',
  decline: 'Elutasítás',
  declineQuestion: 'Elutasítja ezt az űrlapot? Erről ügyintézője értesítést kap.',
  declineConfirm: 'Űrlap elutasítása',
  cancel: 'Mégse',
  openTheForm: 'Biztonságos űrlap megnyitása',
  loading: 'A biztonságos űrlap megnyitása folyamatban…',
  close: 'Bezárás',
  couldNotOpen: 'A biztonságos űrlapot nem sikerült megnyitni.\nKérjük, forduljon ügyintézőjéhez.',
  connectionFailed: 'Nem sikerült kapcsolódni. Ellenőrizze az internetkapcsolatot, és próbálja újra.',
};
