// Estonian texts for the consumer.
import type { Texts } from '../texts.ts';
import { texts as bubble } from './et-bubble.ts';

/** Estonian. */
export const texts: Texts = {
  ...bubble,

  mobileOnly:
    'Selleks on vaja mobiiltelefoni või tahvelarvutit. Jätkamiseks avage see sõnum mobiiltelefonis või tahvelarvutis.',

  securityHeader: 'Turvaline vorm: teie vastused krüpteeritakse selles seadmes',
  securityFooter: 'Teie vastuseid saab lugeda ainult neid küsinud klienditeenindaja. Vestluses neid ei kuvata.',
  securityFooterArchive:
    'Teie vastuseid saavad lugeda neid küsinud klienditeenindaja ja hiljem ettevõtte volitatud juhid. Vestluses neid ei kuvata.',
  askedBy: 'Küsija: {agent}',
  submit: 'Saada',
  submitting: 'Saatmine…',
  required: 'kohustuslik',
  optional: 'vabatahtlik',
  choose: 'Palun valige',
  notStored: 'Ei salvestata: kustutatakse mõne minuti pärast',
  showValue: 'Näita: {label}',
  hideValue: 'Peida: {label}',
  charactersUsed: 'Tähemärke: {length}/{max}',
  leaveTypedQuestion: 'Kas soovite vormilt lahkuda? Sisestatud andmed lähevad kaotsi, kuid vormi saab uuesti avada.',
  leaveQuestion: 'Kas soovite vormilt lahkuda? Seda ei saa enam uuesti avada.',
  leaveConfirm: 'Lahku',
  stay: 'Jää siia',
  openInOtherWindow: 'See vorm on selles seadmes avatud teises aknas.',
  continueHere: 'Jätka siin',

  minutesLeft: { one: 'Jäänud on {count} minut', other: 'Jäänud on {count} minutit' },
  secondsLeft: { one: 'Jäänud on {count} sekund', other: 'Jäänud on {count} sekundit' },
  endsSoon: 'Vormi täitmise aeg hakkab lõppema.',
  extend: 'Vajan rohkem aega',
  extended: 'Teil on nüüd rohkem aega.',

  submittedHeading: 'Täname',
  submittedText: '{form} on saadetud. Võite selle akna sulgeda.',
  tooLate: 'Teie seanss on aegunud. Jätkamiseks sulgege aken ja alustage uut vestlust.',
  serverBusy: 'Teenus on praegu ülekoormatud. Palun proovige minuti pärast uuesti.',
  insecurePage: 'See leht ei ole turvaline, seetõttu vormi ei avata. Abi saamiseks pöörduge klienditeenindaja poole.',
  tryAgain: 'Proovi uuesti',
  stillTrying: 'Ühendus on aeglane. Proovime edasi…',

  errorHeading: { one: 'Palun parandage {count} vastus', other: 'Palun parandage {count} vastust' },
  errorRequired: 'Palun täitke see väli.',
  errorChoiceRequired: 'Palun tehke valik.',
  errorTooLong: 'Vastus on liiga pikk: lubatud on kuni {max} tähemärki.',
  errorCharacter: 'Märki {character} ei saa siin kasutada. Palun eemaldage see.',
  errorControlCharacter: 'Vastuses on nähtamatu märk ({character}). Palun sisestage vastus uuesti.',
  errorNumeric: 'Palun kasutage ainult numbreid.',
  errorCvv: 'Palun sisestage kaardil olevad 3 või 4 numbrit.',
  errorChoice: 'Palun valige loendist üks vastus.',
  errorCard: 'Kaardinumber ei ole õige. Palun kontrollige numbreid.',
  errorCardLength: 'Numbreid on puudu või liiga palju. Õige arv ({brand}): {lengths} numbrit.',
  errorExpiry: 'Palun sisestage kuu ja aasta nii, nagu need on kaardil, näiteks 08/29.',
  errorExpiryPast: 'See kaart on aegunud. Palun kasutage teist kaarti.',
  errorIban: 'IBAN ei ole õige. Palun kontrollige tähti ja numbreid.',
  errorIbanLength: 'IBAN, mille alguses on {country}, on {length} märki pikk. Palun kontrollige seda.',
  errorEmail: 'Palun sisestage e-posti aadress, näiteks name@example.com.',
  errorPhone: 'Palun sisestage 6–15 numbrist koosnev telefoninumber, näiteks +372 612 3456.',
  errorDate: 'Palun sisestage õige kuupäev kujul aasta-kuu-päev, näiteks 1985-04-03.',
  errorDateAmbiguous: 'Päev ja kuu võivad segi minna. Palun kirjutage kõigepealt aasta, näiteks 1985-04-03.',
  errorSsn: 'USA sotsiaalkindlustusnumber (SSN) ei ole õige. Palun kontrollige kõiki 9 numbrit.',
  errorPostalCode: 'Palun sisestage 3–12 tähest ja numbrist koosnev sihtnumber.',
  errorPin: 'Palun sisestage {min}–{max} numbrit.',
};
