// Malay texts for the consumer.
import type { Texts } from '../texts.ts';
import { texts as bubble } from './ms-bubble.ts';

/** Malay. */
export const texts: Texts = {
  ...bubble,

  securityHeader: 'Borang selamat: jawapan anda disulitkan pada peranti ini',
  securityFooter:
    'Hanya pegawai yang memintanya boleh membaca jawapan anda. Jawapan anda tidak akan dipaparkan dalam perbualan.',
  securityFooterArchive:
    'Jawapan anda boleh dibaca oleh pegawai yang memintanya, dan kemudian oleh pengurus syarikat yang diberi kuasa. Jawapan anda tidak akan dipaparkan dalam perbualan.',
  askedBy: 'Diminta oleh {agent}',
  submit: 'Hantar',
  submitting: 'Menghantar…',
  required: 'wajib',
  optional: 'tidak wajib',
  choose: 'Sila pilih',
  notStored: 'Tidak disimpan: dipadamkan selepas beberapa minit',
  showValue: 'Tunjukkan {label}',
  hideValue: 'Sembunyikan {label}',
  expiryExample: 'BB/TT',
  charactersUsed: '{length} daripada {max} aksara',
  leaveTypedQuestion: 'Tinggalkan borang? Maklumat yang ditaip akan hilang, tetapi anda boleh membuka semula borang.',
  leaveQuestion: 'Tinggalkan borang? Anda tidak akan dapat membukanya semula.',
  leaveConfirm: 'Tinggalkan',
  stay: 'Kekal di sini',
  openInOtherWindow: 'Borang ini terbuka dalam tetingkap lain pada peranti ini.',
  continueHere: 'Teruskan di sini',

  minutesLeft: { other: '{count} minit lagi' },
  secondsLeft: { other: '{count} saat lagi' },
  endsSoon: 'Masa untuk mengisi borang ini hampir tamat.',
  extend: 'Tambah masa',
  extended: 'Masa anda telah ditambah.',

  submittedHeading: 'Terima kasih',
  submittedText: '{form} telah dihantar. Anda boleh menutup tetingkap ini.',
  tooLate: 'Sesi anda telah tamat. Sila tutup tetingkap ini dan mulakan perbualan baharu untuk meneruskan.',
  serverBusy: 'Perkhidmatan sedang sibuk. Sila cuba lagi selepas satu minit.',
  insecurePage: 'Halaman ini tidak selamat, jadi borang tidak dapat dibuka. Sila hubungi pegawai untuk bantuan.',
  tryAgain: 'Cuba lagi',
  stillTrying: 'Sambungan perlahan. Masih mencuba…',

  errorHeading: { other: 'Sila betulkan {count} jawapan' },
  errorRequired: 'Sila isi ruangan ini.',
  errorChoiceRequired: 'Sila pilih satu.',
  errorTooLong: 'Terlalu panjang: had maksimum ialah {max} aksara.',
  errorCharacter: 'Aksara {character} tidak boleh digunakan di sini. Sila padamkannya.',
  errorControlCharacter: 'Terdapat aksara yang tidak kelihatan ({character}) dalam jawapan ini. Sila taip semula.',
  errorNumeric: 'Sila masukkan angka sahaja.',
  errorCvv: 'Sila masukkan 3 atau 4 digit kod keselamatan yang tercetak pada kad anda.',
  errorChoice: 'Sila pilih satu daripada senarai.',
  errorCard: 'Nombor kad tidak sah. Sila semak digitnya.',
  errorCardLength: 'Bilangan digit tidak betul: nombor kad {brand} mempunyai {lengths} digit.',
  errorExpiry: 'Sila masukkan bulan dan tahun seperti pada kad anda, contohnya 08/29.',
  errorExpiryPast: 'Kad ini telah tamat tempoh. Sila gunakan kad lain.',
  errorIban: 'IBAN tidak sah. Sila semak huruf dan digitnya.',
  errorIbanLength: 'IBAN yang bermula dengan {country} mempunyai {length} aksara. Sila semak semula.',
  errorEmail: 'Sila masukkan alamat e-mel yang sah, contohnya name@example.com.',
  errorPhone: 'Sila masukkan nombor telefon 6 hingga 15 digit, contohnya +60 3 2345 6789.',
  errorDate: 'Sila masukkan tarikh yang sah mengikut susunan tahun-bulan-hari, contohnya 1985-04-03.',
  errorDateAmbiguous: 'Hari dan bulan mungkin tertukar. Sila tulis tahun dahulu, contohnya 1985-04-03.',
  errorSsn: 'Nombor Keselamatan Sosial (SSN) AS tidak sah. Sila semak 9 digit tersebut.',
  errorPostalCode: 'Sila masukkan poskod yang terdiri daripada 3 hingga 12 huruf dan digit.',
  errorPin: 'Sila masukkan {min} hingga {max} digit.',
};
