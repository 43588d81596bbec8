// Indonesian texts for the consumer.
import type { Texts } from '../texts.ts';
import { texts as bubble } from './id-bubble.ts';

/** Indonesian. */
export const texts: Texts = {
  ...bubble,

  securityHeader: 'Formulir aman: jawaban Anda dienkripsi di perangkat ini',
  securityFooter:
    'Hanya petugas yang meminta yang dapat membaca jawaban Anda. Jawaban Anda tidak akan muncul di percakapan.',
  securityFooterArchive:
    'Jawaban Anda dapat dibaca oleh petugas yang meminta, dan nantinya oleh manajer perusahaan yang berwenang. Jawaban Anda tidak akan muncul di percakapan.',
  askedBy: 'Diminta oleh {agent}',
  submit: 'Kirim',
  submitting: 'Mengirim…',
  required: 'wajib',
  optional: 'opsional',
  choose: 'Silakan pilih',
  notStored: 'Tidak disimpan: dihapus setelah beberapa menit',
  showValue: 'Tampilkan {label}',
  hideValue: 'Sembunyikan {label}',
  expiryExample: 'BB/TT',
  charactersUsed: '{length} dari {max} karakter',
  leaveTypedQuestion: 'Tinggalkan formulir? Data yang Anda ketik akan hilang, tetapi formulir dapat dibuka lagi.',
  leaveQuestion: 'Tinggalkan formulir? Anda tidak akan dapat membukanya lagi.',
  leaveConfirm: 'Tinggalkan',
  stay: 'Tetap di sini',
  openInOtherWindow: 'Formulir ini sedang terbuka di jendela lain pada perangkat ini.',
  continueHere: 'Lanjutkan di sini',

  minutesLeft: { other: 'Sisa {count} menit' },
  secondsLeft: { other: 'Sisa {count} detik' },
  endsSoon: 'Waktu untuk mengisi formulir ini hampir habis.',
  extend: 'Tambah waktu',
  extended: 'Waktu Anda telah ditambah.',

  submittedHeading: 'Terima kasih',
  submittedText: '{form} telah dikirim. Anda dapat menutup jendela ini.',
  tooLate: 'Sesi Anda telah berakhir. Silakan tutup jendela ini dan mulai percakapan baru untuk melanjutkan.',
  serverBusy: 'Layanan sedang sibuk. Silakan coba lagi dalam satu menit.',
  insecurePage: 'Halaman ini tidak aman sehingga formulir tidak dapat dibuka. Silakan hubungi petugas untuk bantuan.',
  tryAgain: 'Coba lagi',
  stillTrying: 'Koneksi lambat. Masih mencoba…',

  errorHeading: { other: 'Harap perbaiki {count} jawaban' },
  errorRequired: 'Harap isi kolom ini.',
  errorChoiceRequired: 'Harap pilih salah satu.',
  errorTooLong: 'Terlalu panjang: gunakan maksimal {max} karakter.',
  errorCharacter: 'Karakter {character} tidak dapat digunakan di sini. Harap hapus karakter tersebut.',
  errorControlCharacter: 'Ada karakter tak terlihat ({character}) dalam jawaban ini. Harap ketik ulang.',
  errorNumeric: 'Harap masukkan angka saja.',
  errorCvv: 'Harap masukkan 3 atau 4 digit kode keamanan yang tercetak di kartu Anda.',
  errorChoice: 'Harap pilih salah satu dari daftar.',
  errorCard: 'Nomor kartu tidak valid. Harap periksa angkanya.',
  errorCardLength: 'Jumlah digit tidak sesuai: nomor kartu {brand} terdiri dari {lengths} digit.',
  errorExpiry: 'Harap masukkan bulan dan tahun seperti pada kartu Anda, misalnya 08/29.',
  errorExpiryPast: 'Masa berlaku kartu ini telah habis. Harap gunakan kartu lain.',
  errorIban: 'IBAN tidak valid. Harap periksa huruf dan angkanya.',
  errorIbanLength: 'IBAN yang diawali {country} terdiri dari {length} karakter. Harap periksa kembali.',
  errorEmail: 'Harap masukkan alamat email yang benar, misalnya name@example.com.',
  errorPhone: 'Harap masukkan nomor telepon 6 hingga 15 digit, misalnya +62 21 1234 5678.',
  errorDate: 'Harap masukkan tanggal yang benar dengan urutan tahun-bulan-hari, misalnya 1985-04-03.',
  errorDateAmbiguous: 'Hari dan bulan dapat tertukar. Harap tulis tahun terlebih dahulu, misalnya 1985-04-03.',
  errorSsn: 'Nomor Jaminan Sosial (SSN) AS tidak valid. Harap periksa kesembilan digitnya.',
  errorPostalCode: 'Harap masukkan kode pos yang terdiri dari 3 hingga 12 huruf dan angka.',
  errorPin: 'Harap masukkan {min} hingga {max} digit angka.',
};
