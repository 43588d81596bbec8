// Filipino texts for the consumer.
import type { Texts } from '../texts.ts';
import { texts as bubble } from './fil-bubble.ts';

/** Filipino. */
export const texts: Texts = {
  ...bubble,

  securityHeader: 'Secure na form: ine-encrypt sa device na ito ang inyong mga sagot',
  securityFooter:
    'Ang agent lang na humingi nito ang makakabasa ng inyong mga sagot. Hindi lalabas ang mga ito sa usapan.',
  securityFooterArchive:
    'Mababasa ang inyong mga sagot ng agent na humingi nito, at kalaunan ng mga awtorisadong manager ng kompanya. Hindi lalabas ang mga ito sa usapan.',
  askedBy: 'Hiningi ni {agent}',
  submit: 'Isumite',
  submitting: 'Isinusumite…',
  required: 'kailangan',
  optional: 'opsyonal',
  choose: 'Mangyaring pumili',
  notStored: 'Hindi ise-save: buburahin pagkalipas ng ilang minuto',
  showValue: 'Ipakita ang {label}',
  hideValue: 'Itago ang {label}',
  expiryExample: 'MM/YY',
  charactersUsed: '{length} sa {max} character',
  leaveTypedQuestion: 'Umalis sa form? Mawawala ang mga inilagay ninyo, pero puwede ninyong buksan ulit ang form.',
  leaveQuestion: 'Umalis sa form? Hindi na ninyo ito mabubuksan ulit.',
  leaveConfirm: 'Umalis',
  stay: 'Manatili',
  openInOtherWindow: 'Bukas ang form na ito sa ibang window sa device na ito.',
  continueHere: 'Ituloy dito',

  minutesLeft: { one: 'May {count} minuto pa', other: 'May {count} minuto pa' },
  secondsLeft: { one: 'May {count} segundo pa', other: 'May {count} segundo pa' },
  endsSoon: 'Malapit nang maubos ang oras para sa form na ito.',
  extend: 'Kailangan ko pa ng oras',
  extended: 'Nadagdagan na ang inyong oras.',

  submittedHeading: 'Maraming salamat',
  submittedText: 'Naisumite na ang {form}. Puwede na ninyong isara ang window na ito.',
  tooLate: 'Nag-expire na ang inyong session. Pakisara ang window at magsimula ng bagong usapan para magpatuloy.',
  serverBusy: 'Maraming gumagamit ng serbisyo ngayon. Pakisubukan ulit pagkalipas ng isang minuto.',
  insecurePage: 'Hindi secure ang page na ito kaya hindi mabubuksan ang form. Humingi ng tulong sa inyong agent.',
  tryAgain: 'Subukan ulit',
  stillTrying: 'Mabagal ang koneksyon. Sinusubukan pa rin…',

  errorHeading: { one: 'Pakitama ang {count} sagot', other: 'Pakitama ang {count} sagot' },
  errorRequired: 'Pakisagutan ito.',
  errorChoiceRequired: 'Mangyaring pumili ng isa.',
  errorTooLong: 'Masyadong mahaba: hanggang {max} character lang ang puwede.',
  errorCharacter: 'Hindi puwedeng gamitin dito ang character na {character}. Pakibura ito.',
  errorControlCharacter: 'May hindi nakikitang character ({character}) sa sagot na ito. Paki-type ulit.',
  errorNumeric: 'Mga numero lang ang puwedeng ilagay.',
  errorCvv: 'Pakilagay ang 3 o 4 na digit na security code na naka-print sa inyong card.',
  errorChoice: 'Mangyaring pumili ng isa sa listahan.',
  errorCard: 'Hindi valid ang card number na ito. Pakitingnan ulit ang mga numero.',
  errorCardLength: 'Kulang o sobra ang mga numero: {lengths} digit ang card number ng {brand}.',
  errorExpiry: 'Pakilagay ang buwan at taon na nasa inyong card, halimbawa 08/29.',
  errorExpiryPast: 'Expired na ang card na ito. Pakigamit ang ibang card.',
  errorIban: 'Hindi valid ang IBAN na ito. Pakitingnan ulit ang mga letra at numero.',
  errorIbanLength: 'May {length} character ang IBAN na nagsisimula sa {country}. Pakitingnan ulit.',
  errorEmail: 'Pakilagay ang tamang email address, tulad ng name@example.com.',
  errorPhone: 'Pakilagay ang phone number na may 6 hanggang 15 digit, halimbawa +63 2 8123 4567.',
  errorDate: 'Pakilagay ang tamang petsa sa ayos na taon-buwan-araw, halimbawa 1985-04-03.',
  errorDateAmbiguous: 'Maaaring mapagpalit ang araw at buwan. Isulat muna ang taon, halimbawa 1985-04-03.',
  errorSsn: 'Hindi valid ang US social security number na ito. Pakitingnan ulit ang 9 na digit.',
  errorPostalCode: 'Pakilagay ang postal code na may 3 hanggang 12 letra at numero.',
  errorPin: 'Maglagay ng {min} hanggang {max} digit.',
};
