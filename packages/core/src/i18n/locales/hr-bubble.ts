// Croatian texts of the invitation bubble and its dialogs.
import type { BubbleTexts } from '../texts.ts';

/** Croatian. */
export const texts: BubbleTexts = {
  locale: 'hr',

  fillInForm: 'Ispuni obrazac',
  statusToFill: 'Spreman za ispunjavanje',
  statusInProgress: 'Otvoren, još nije poslan',
  statusOpened: 'Otvoren. Možete nastaviti samo na uređaju na kojem je otvoren.',
  statusSubmitted: 'Ovaj je obrazac poslan i zbog sigurnosti se ne može ponovno otvoriti',
  statusExpired: 'Ovaj je obrazac istekao',
  statusFailed: 'Ovaj obrazac nije bilo moguće isporučiti',
  statusDeclined: 'Odbili ste ovaj obrazac',
  statusRevoked: 'Agent je povukao ovaj obrazac',
  statusOpenedElsewhere: 'Ovaj je obrazac otvoren na drugom uređaju',
  statusLeft: 'Napustili ste ovaj obrazac. Ne može se ponovno otvoriti.',
  openForm: 'Nastavi ispunjavati',
  offline: 'Niste povezani s internetom. Obrazac će biti dostupan kada se veza ponovno uspostavi.',
  decline: 'Odbij',
  declineQuestion: 'Želite li odbiti ovaj obrazac? Agent će biti obaviješten o tome.',
  declineConfirm: 'Odbij obrazac',
  cancel: 'Odustani',
  openTheForm: 'Otvori siguran obrazac',
  loading: 'Otvaranje sigurnog obrasca…',
  close: 'Zatvori',
  couldNotOpen: 'Siguran obrazac nije se mogao otvoriti.\nZa pomoć se obratite agentu.',
  connectionFailed: 'Povezivanje nije uspjelo. Provjerite internetsku vezu i pokušajte ponovno.',
};
