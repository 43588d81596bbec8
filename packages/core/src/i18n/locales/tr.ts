// Turkish texts for the consumer.
import type { Texts } from '../texts.ts';
import { texts as bubble } from './tr-bubble.ts';

/** Turkish. */
export const texts: Texts = {
  ...bubble,

  mobileOnly:
    'Bu işlem için cep telefonu veya tablet gereklidir. Devam etmek için bu mesajı telefonunuzda veya tabletinizde açın.',

  securityHeader: 'Güvenli form: yanıtlarınız bu cihazda şifrelenir',
  securityFooter: 'Yanıtlarınızı yalnızca talepte bulunan müşteri temsilcisi okuyabilir. Yanıtlar sohbette görünmez.',
  securityFooterArchive:
    'Yanıtlarınızı talepte bulunan müşteri temsilcisi ve daha sonra şirketin yetkili yöneticileri okuyabilir. Yanıtlar sohbette görünmez.',
  askedBy: 'Talep eden: {agent}',
  submit: 'Gönder',
  submitting: 'Gönderiliyor…',
  required: 'zorunlu',
  optional: 'isteğe bağlı',
  choose: 'Lütfen seçin',
  notStored: 'Saklanmaz: birkaç dakika sonra silinir',
  showValue: 'Göster: {label}',
  hideValue: 'Gizle: {label}',
  charactersUsed: '{length}/{max} karakter',
  leaveTypedQuestion: 'Formdan çıkmak istiyor musunuz? Yazdıklarınız silinir ancak formu yeniden açabilirsiniz.',
  leaveQuestion: 'Formdan çıkmak istiyor musunuz? Formu bir daha açamazsınız.',
  leaveConfirm: 'Çık',
  stay: 'Formda kal',
  openInOtherWindow: 'Bu form, bu cihazda başka bir pencerede açık.',
  continueHere: 'Burada devam et',

  minutesLeft: { one: '{count} dakika kaldı', other: '{count} dakika kaldı' },
  secondsLeft: { one: '{count} saniye kaldı', other: '{count} saniye kaldı' },
  endsSoon: 'Bu form için tanınan süre dolmak üzere.',
  extend: 'Ek süre istiyorum',
  extended: 'Ek süreniz tanımlandı.',

  submittedHeading: 'Teşekkür ederiz',
  submittedText: '{form} gönderildi. Bu pencereyi kapatabilirsiniz.',
  tooLate: 'Oturumunuzun süresi doldu. Devam etmek için lütfen pencereyi kapatıp yeni bir sohbet başlatın',
  serverBusy: 'Şu anda yoğunluk yaşanıyor. Lütfen bir dakika sonra tekrar deneyin.',
  insecurePage: 'Bu sayfa güvenli olmadığından form açılmıyor. Yardım için müşteri temsilcinizle iletişime geçin.',
  tryAgain: 'Tekrar dene',
  stillTrying: 'Bağlantı yavaş. Denemeye devam ediliyor…',

  errorHeading: { one: 'Lütfen {count} yanıtı düzeltin', other: 'Lütfen {count} yanıtı düzeltin' },
  errorRequired: 'Lütfen bu alanı doldurun.',
  errorChoiceRequired: 'Lütfen bir seçim yapın.',
  errorTooLong: 'Yanıt çok uzun: en fazla {max} karakter girebilirsiniz.',
  errorCharacter: '{character} karakteri burada kullanılamaz. Lütfen silin.',
  errorControlCharacter: 'Yanıtta görünmeyen bir karakter ({character}) var. Lütfen yanıtı yeniden yazın.',
  errorNumeric: 'Lütfen yalnızca rakam girin.',
  errorCvv: 'Lütfen kartınızın 3 veya 4 haneli güvenlik kodunu girin.',
  errorChoice: 'Lütfen listedeki seçeneklerden birini seçin.',
  errorCard: 'Kart numarası geçersiz. Lütfen rakamları kontrol edin.',
  errorCardLength: 'Eksik veya fazla rakam var: {brand} kart numaraları {lengths} hanelidir.',
  errorExpiry: 'Lütfen ay ve yılı kartınızda yazdığı gibi girin, örneğin 08/29.',
  errorExpiryPast: 'Bu kartın son kullanma tarihi geçmiş. Lütfen başka bir kart kullanın.',
  errorIban: 'IBAN geçersiz. Lütfen harf ve rakamları kontrol edin.',
  errorIbanLength: '{country} ile başlayan bir IBAN {length} karakterden oluşur. Lütfen kontrol edin.',
  errorEmail: 'Lütfen geçerli bir e-posta adresi girin, örneğin name@example.com.',
  errorPhone: 'Lütfen 6 ila 15 haneli bir telefon numarası girin, örneğin +90 212 345 67 89.',
  errorDate: 'Lütfen geçerli bir tarihi yıl-ay-gün sırasıyla girin, örneğin 1985-04-03.',
  errorDateAmbiguous: 'Gün ile ay karışabilir. Lütfen önce yılı yazın, örneğin 1985-04-03.',
  errorSsn: 'ABD sosyal güvenlik numarası geçersiz. Lütfen 9 haneyi kontrol edin.',
  errorPostalCode: 'Lütfen 3 ila 12 harf ve rakamdan oluşan bir posta kodu girin.',
  errorPin: 'Lütfen en az {min}, en fazla {max} rakam girin.',
};
