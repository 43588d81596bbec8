// Finnish texts of the invitation bubble and its dialogs.
import type { BubbleTexts } from '../texts.ts';

/** Finnish. */
export const texts: BubbleTexts = {
  locale: 'fi',

  fillInForm: 'Täytä lomake',
  statusToFill: 'Valmis täytettäväksi',
  statusInProgress: 'Avattu, ei vielä lähetetty',
  statusOpened: 'Avattu. Voit jatkaa vain sillä laitteella, jolla lomake avattiin.',
  statusSubmitted: 'Lomake on lähetetty, eikä sitä voi turvallisuussyistä avata uudelleen',
  statusExpired: 'Lomake on vanhentunut',
  statusFailed: 'Lomaketta ei voitu toimittaa',
  statusDeclined: 'Kieltäydyit täyttämästä lomaketta',
  statusRevoked: 'Asiakaspalvelija on perunut lomakkeen',
  statusOpenedElsewhere: 'Lomake on avattu toisella laitteella',
  statusLeft: 'Poistuit lomakkeelta. Sitä ei voi avata uudelleen.',
  openForm: 'Jatka täyttämistä',
  offline: 'Ei verkkoyhteyttä. Lomake on taas käytettävissä, kun yhteys palaa.',
  decline: 'Kieltäydy',
  declineQuestion: 'Haluatko kieltäytyä täyttämästä lomaketta? Asiakaspalvelija saa siitä tiedon.',
  declineConfirm: 'Kieltäydy täyttämästä',
  cancel: 'Peruuta',
  openTheForm: 'Avaa suojattu lomake',
  loading: 'Avataan suojattua lomaketta …',
  close: 'Sulje',
  couldNotOpen: 'Suojattua lomaketta ei voitu avata.\nPyydä apua asiakaspalvelijalta.',
  connectionFailed: 'Yhteys ei toimi. Tarkista verkkoyhteytesi ja yritä uudelleen.',
};
