// Croatian texts for the consumer.
import type { Texts } from '../texts.ts';
import { texts as bubble } from './hr-bubble.ts';

/** Croatian. */
export const texts: Texts = {
  ...bubble,

  securityHeader: 'Siguran obrazac: vaši odgovori šifriraju se na ovom uređaju',
  securityFooter: 'Poslane odgovore može pročitati samo agent koji ih je zatražio. Ne prikazuju se u razgovoru.',
  securityFooterArchive:
    'Poslane odgovore može pročitati agent koji ih je zatražio, a poslije i ovlašteni voditelji u tvrtki. Ne prikazuju se u razgovoru.',
  askedBy: 'Podatke traži {agent}',
  submit: 'Pošalji',
  submitting: 'Slanje…',
  required: 'obavezno',
  optional: 'neobavezno',
  choose: 'Odaberite',
  notStored: 'Ne pohranjuje se: briše se nakon nekoliko minuta',
  showValue: 'Prikaži: {label}',
  hideValue: 'Sakrij: {label}',
  expiryExample: 'MM/GG',
  charactersUsed: 'Broj znakova: {length} od {max}',
  leaveTypedQuestion: 'Želite li napustiti obrazac? Uneseni podaci izgubit će se, ali obrazac možete ponovno otvoriti.',
  leaveQuestion: 'Želite li napustiti obrazac? Nećete ga moći ponovno otvoriti.',
  leaveConfirm: 'Napusti',
  stay: 'Ostani',
  openInOtherWindow: 'Ovaj je obrazac otvoren u drugom prozoru na ovom uređaju.',
  continueHere: 'Nastavi ovdje',

  minutesLeft: {
    one: 'Još {count} minuta',
    few: 'Još {count} minute',
    other: 'Još {count} minuta',
  },
  secondsLeft: {
    one: 'Još {count} sekunda',
    few: 'Još {count} sekunde',
    other: 'Još {count} sekundi',
  },
  endsSoon: 'Vrijeme za ispunjavanje obrasca uskoro istječe.',
  extend: 'Trebam više vremena',
  extended: 'Sada imate više vremena.',

  submittedHeading: 'Hvala vam',
  submittedText: 'Obrazac je poslan: {form}. Možete zatvoriti ovaj prozor.',
  tooLate: 'Vaša je sesija istekla. Za nastavak zatvorite prozor i započnite novi razgovor.',
  serverBusy: 'Usluga je trenutačno preopterećena. Pokušajte ponovno za minutu.',
  insecurePage: 'Ova stranica nije sigurna pa se obrazac neće otvoriti. Za pomoć se obratite agentu.',
  tryAgain: 'Pokušaj ponovno',
  stillTrying: 'Veza je spora. I dalje pokušavamo…',

  errorHeading: {
    one: 'Ispravite {count} odgovor',
    few: 'Ispravite {count} odgovora',
    other: 'Ispravite {count} odgovora',
  },
  errorRequired: 'Ispunite ovo polje.',
  errorChoiceRequired: 'Odaberite jednu od mogućnosti.',
  errorTooLong: 'Odgovor je predug. Najveći dopušteni broj znakova: {max}.',
  errorCharacter: 'Znak {character} ovdje se ne može upotrijebiti. Uklonite ga.',
  errorControlCharacter: 'U odgovoru je nevidljiv znak ({character}). Upišite odgovor ponovno.',
  errorNumeric: 'Unesite samo znamenke.',
  errorCvv: 'Unesite 3 ili 4 znamenke otisnute na vašoj kartici.',
  errorChoice: 'Odaberite jednu od mogućnosti s popisa.',
  errorCard: 'Broj kartice nije valjan. Provjerite znamenke.',
  errorCardLength: 'Neke znamenke nedostaju ili ih je previše. Broj znamenki na kartici {brand}: {lengths}.',
  errorExpiry: 'Unesite mjesec i godinu kako su navedeni na kartici, na primjer 08/29.',
  errorExpiryPast: 'Ova je kartica istekla. Upotrijebite drugu karticu.',
  errorIban: 'IBAN nije valjan. Provjerite slova i znamenke.',
  errorIbanLength: 'Broj znakova IBAN-a koji počinje oznakom {country}: {length}. Provjerite svoj unos.',
  errorEmail: 'Unesite adresu e-pošte, na primjer name@example.com.',
  errorPhone: 'Unesite telefonski broj od 6 do 15 znamenki, na primjer +385 1 234 5678.',
  errorDate: 'Unesite postojeći datum u obliku godina-mjesec-dan, na primjer 1985-04-03.',
  errorDateAmbiguous: 'Dan i mjesec mogli bi se zamijeniti. Najprije napišite godinu, na primjer 1985-04-03.',
  errorSsn: 'Američki broj socijalnog osiguranja nije valjan. Provjerite svih 9 znamenki.',
  errorPostalCode: 'Unesite poštanski broj od 3 do 12 slova i znamenki.',
  errorPin: 'Unesite od {min} do {max} znamenki.',
};
