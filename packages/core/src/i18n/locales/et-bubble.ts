// Estonian texts of the invitation bubble and its dialogs.
import type { BubbleTexts } from '../texts.ts';

/** Estonian. */
export const texts: BubbleTexts = {
  locale: 'et',

  fillInForm: 'Täida vorm',
  statusToFill: 'Valmis täitmiseks',
  statusInProgress: 'Avatud, veel saatmata',
  statusOpened: 'Avatud. Jätkata saab ainult seadmes, kus vorm avati.',
  statusSubmitted: 'Vorm on saadetud ja turvakaalutlustel ei saa seda uuesti avada',
  statusExpired: 'Vorm on aegunud',
  statusFailed: 'Vormi ei õnnestunud kohale toimetada',
  statusDeclined: 'Keeldusite vormi täitmast',
  statusRevoked: 'Klienditeenindaja võttis vormi tagasi',
  statusOpenedElsewhere: 'Vorm on avatud teises seadmes',
  statusLeft: 'Lahkusite vormilt. Seda ei saa uuesti avada.',
  openForm: 'Jätka täitmist',
  offline: 'Internetiühendus puudub. Vorm on taas kättesaadav, kui ühendus taastub.',
  decline: 'Keeldu',
  declineQuestion: 'Kas soovite vormi täitmisest keelduda? Klienditeenindajat teavitatakse sellest.',
  declineConfirm: 'Keeldu täitmast',
  cancel: 'Tühista',
  openTheForm: 'Ava turvaline vorm',
  loading: 'Turvalise vormi avamine…',
  close: 'Sulge',
  couldNotOpen: 'Turvalist vormi ei õnnestunud avada.\nAbi saamiseks pöörduge klienditeenindaja poole.',
  connectionFailed: 'Ühendus ebaõnnestus. Kontrollige internetiühendust ja proovige uuesti.',
};
