// Lithuanian texts for the consumer.
import type { Texts } from '../texts.ts';
import { texts as bubble } from './lt-bubble.ts';

/** Lithuanian. */
export const texts: Texts = {
  ...bubble,

  mobileOnly:
    'Šiam veiksmui atlikti reikia mobiliojo telefono arba planšetinio kompiuterio. Norėdami tęsti, atidarykite šią žinutę viename iš šių įrenginių.',

  securityHeader: 'Saugi forma: jūsų atsakymai šifruojami šiame įrenginyje',
  securityFooter: 'Jūsų atsakymus gali perskaityti tik jų paprašęs konsultantas. Pokalbyje jie nerodomi.',
  securityFooterArchive:
    'Jūsų atsakymus gali perskaityti jų paprašęs konsultantas, o vėliau – ir įgalioti įmonės vadovai. Pokalbyje jie nerodomi.',
  askedBy: 'Paprašė: {agent}',
  submit: 'Pateikti',
  submitting: 'Pateikiama…',
  required: 'būtina',
  optional: 'nebūtina',
  choose: 'Pasirinkite',
  notStored: 'Nesaugoma: po kelių minučių ištrinama',
  showValue: 'Rodyti: {label}',
  hideValue: 'Slėpti: {label}',
  charactersUsed: 'Simbolių: {length} iš {max}',
  leaveTypedQuestion: 'Išeiti iš formos? Įvesti duomenys bus prarasti, bet formą galėsite atidaryti dar kartą.',
  leaveQuestion: 'Išeiti iš formos? Dar kartą jos atidaryti negalėsite.',
  leaveConfirm: 'Išeiti',
  stay: 'Likti',
  openInOtherWindow: 'Ši forma atidaryta kitame šio įrenginio lange.',
  continueHere: 'Tęsti čia',

  minutesLeft: {
    one: 'Liko {count} minutė',
    few: 'Liko {count} minutės',
    many: 'Liko {count} minutės',
    other: 'Liko {count} minučių',
  },
  secondsLeft: {
    one: 'Liko {count} sekundė',
    few: 'Liko {count} sekundės',
    many: 'Liko {count} sekundės',
    other: 'Liko {count} sekundžių',
  },
  endsSoon: 'Formai pildyti skirtas laikas baigiasi.',
  extend: 'Man reikia daugiau laiko',
  extended: 'Formos pildymo laikas pratęstas.',

  submittedHeading: 'Dėkojame',
  submittedText: 'Forma pateikta: {form}. Galite uždaryti šį langą.',
  tooLate: 'Jūsų sesija baigėsi. Norėdami tęsti, uždarykite langą ir pradėkite naują pokalbį',
  serverBusy: 'Šiuo metu sistema labai apkrauta. Pabandykite dar kartą po minutės.',
  insecurePage: 'Šis puslapis nesaugus, todėl forma neatidaroma. Kreipkitės pagalbos į savo konsultantą.',
  tryAgain: 'Bandyti dar kartą',
  stillTrying: 'Ryšys lėtas. Bandoma toliau…',

  errorHeading: {
    one: 'Pataisykite {count} atsakymą',
    few: 'Pataisykite {count} atsakymus',
    many: 'Pataisykite {count} atsakymo',
    other: 'Pataisykite {count} atsakymų',
  },
  errorRequired: 'Užpildykite šį laukelį.',
  errorChoiceRequired: 'Pasirinkite vieną variantą.',
  errorTooLong: 'Atsakymas per ilgas. Didžiausias leidžiamas simbolių skaičius: {max}.',
  errorCharacter: 'Simbolio {character} čia naudoti negalima. Ištrinkite jį.',
  errorControlCharacter: 'Atsakyme yra nematomas simbolis ({character}). Įveskite atsakymą iš naujo.',
  errorNumeric: 'Įveskite tik skaitmenis.',
  errorCvv: 'Įveskite 3 arba 4 skaitmenų kortelės saugos kodą.',
  errorChoice: 'Pasirinkite vieną iš sąraše pateiktų variantų.',
  errorCard: 'Kortelės numeris neteisingas. Patikrinkite skaitmenis.',
  errorCardLength: 'Trūksta skaitmenų arba jų per daug. {brand} kortelės numerio skaitmenų skaičius: {lengths}.',
  errorExpiry: 'Įveskite mėnesį ir metus taip, kaip nurodyta kortelėje, pavyzdžiui, 08/29.',
  errorExpiryPast: 'Šios kortelės galiojimo laikas baigėsi. Naudokite kitą kortelę.',
  errorIban: 'IBAN neteisingas. Patikrinkite raides ir skaitmenis.',
  errorIbanLength: 'Jei IBAN prasideda raidėmis {country}, simbolių turi būti {length}. Patikrinkite IBAN.',
  errorEmail: 'Įveskite teisingą el. pašto adresą, pavyzdžiui, name@example.com.',
  errorPhone: 'Įveskite 6–15 skaitmenų telefono numerį, pavyzdžiui, +370 5 212 3456.',
  errorDate: 'Įveskite teisingą datą tokia tvarka: metai-mėnuo-diena, pavyzdžiui, 1985-04-03.',
  errorDateAmbiguous: 'Galima supainioti dieną ir mėnesį. Pirmiausia įrašykite metus, pavyzdžiui, 1985-04-03.',
  errorSsn: 'JAV socialinio draudimo numeris neteisingas. Patikrinkite 9 skaitmenis.',
  errorPostalCode: 'Įveskite pašto kodą, sudarytą iš 3–12 raidžių ir skaitmenų.',
  errorPin: 'Įveskite nuo {min} iki {max} skaitmenų.',
};
