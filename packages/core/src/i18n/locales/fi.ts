// Finnish texts for the consumer.
import type { Texts } from '../texts.ts';
import { texts as bubble } from './fi-bubble.ts';

/** Finnish. */
export const texts: Texts = {
  ...bubble,

  securityHeader: 'Suojattu lomake: vastauksesi salataan tällä laitteella',
  securityFooter: 'Vain tietoja pyytänyt asiakaspalvelija voi lukea vastauksesi. Ne eivät näy keskustelussa.',
  securityFooterArchive:
    'Vastauksesi voi lukea tietoja pyytänyt asiakaspalvelija ja myöhemmin yrityksen valtuutetut esihenkilöt. Ne eivät näy keskustelussa.',
  askedBy: 'Pyytäjä: {agent}',
  submit: 'Lähetä',
  submitting: 'Lähetetään …',
  required: 'pakollinen',
  optional: 'valinnainen',
  choose: 'Valitse',
  notStored: 'Ei tallenneta: poistetaan muutaman minuutin kuluttua',
  showValue: 'Näytä {label}',
  hideValue: 'Piilota {label}',
  expiryExample: 'KK/VV',
  charactersUsed: 'Merkkejä: {length}/{max}',
  leaveTypedQuestion:
    'Haluatko poistua lomakkeelta? Kirjoittamasi tiedot katoavat, mutta voit avata lomakkeen uudelleen.',
  leaveQuestion: 'Haluatko poistua lomakkeelta? Et voi avata sitä enää uudelleen.',
  leaveConfirm: 'Poistu',
  stay: 'Pysy lomakkeella',
  openInOtherWindow: 'Lomake on auki toisessa ikkunassa tällä laitteella.',
  continueHere: 'Jatka tässä',

  minutesLeft: { one: '{count} minuutti jäljellä', other: '{count} minuuttia jäljellä' },
  secondsLeft: { one: '{count} sekunti jäljellä', other: '{count} sekuntia jäljellä' },
  endsSoon: 'Lomakkeen täyttöaika on päättymässä.',
  extend: 'Tarvitsen lisää aikaa',
  extended: 'Sait lisää aikaa.',

  submittedHeading: 'Kiitos',
  submittedText: '{form} on lähetetty. Voit sulkea tämän ikkunan.',
  tooLate: 'Istuntosi on vanhentunut. Sulje ikkuna ja jatka aloittamalla uusi keskustelu.',
  serverBusy: 'Palvelu on juuri nyt ruuhkautunut. Yritä uudelleen minuutin kuluttua.',
  insecurePage: 'Sivu ei ole turvallinen, joten lomaketta ei voi avata. Pyydä apua asiakaspalvelijalta.',
  tryAgain: 'Yritä uudelleen',
  stillTrying: 'Yhteys on hidas. Yritetään edelleen …',

  errorHeading: { one: 'Korjaa {count} vastaus', other: 'Korjaa {count} vastausta' },
  errorRequired: 'Täytä tämä kenttä.',
  errorChoiceRequired: 'Valitse yksi vaihtoehto.',
  errorTooLong: 'Vastaus on liian pitkä: enimmäispituus on {max} merkkiä.',
  errorCharacter: 'Merkkiä {character} ei voi käyttää tässä. Poista se.',
  errorControlCharacter: 'Vastauksessa on näkymätön merkki ({character}). Kirjoita vastaus uudelleen.',
  errorNumeric: 'Käytä vain numeroita.',
  errorCvv: 'Anna korttiisi merkityt 3 tai 4 numeroa.',
  errorChoice: 'Valitse jokin luettelon vaihtoehdoista.',
  errorCard: 'Kortin numero ei kelpaa. Tarkista numerot.',
  errorCardLength: 'Numeroita puuttuu tai niitä on liikaa. Oikea määrä ({brand}): {lengths} numeroa.',
  errorExpiry: 'Anna kuukausi ja vuosi niin kuin ne ovat kortissasi, esimerkiksi 08/29.',
  errorExpiryPast: 'Kortti on vanhentunut. Käytä toista korttia.',
  errorIban: 'IBAN-tilinumero ei kelpaa. Tarkista kirjaimet ja numerot.',
  errorIbanLength: 'IBAN-tilinumerossa, jonka alussa on {country}, on {length} merkkiä. Tarkista tilinumero.',
  errorEmail: 'Anna sähköpostiosoite, esimerkiksi name@example.com.',
  errorPhone: 'Anna puhelinnumero, jossa on 6–15 numeroa, esimerkiksi +358 9 123 4567.',
  errorDate: 'Anna kelvollinen päivämäärä muodossa vuosi-kuukausi-päivä, esimerkiksi 1985-04-03.',
  errorDateAmbiguous: 'Päivä ja kuukausi voivat mennä sekaisin. Kirjoita vuosi ensin, esimerkiksi 1985-04-03.',
  errorSsn: 'Yhdysvaltalainen sosiaaliturvatunnus (SSN) ei kelpaa. Tarkista kaikki 9 numeroa.',
  errorPostalCode: 'Anna postinumero, jossa on 3–12 kirjainta ja numeroa.',
  errorPin: 'Anna {min}–{max} numeroa.',
};
