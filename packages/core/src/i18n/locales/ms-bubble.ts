// Malay texts of the invitation bubble and its dialogs.
import type { BubbleTexts } from '../texts.ts';

/** Malay. */
export const texts: BubbleTexts = {
  locale: 'ms',

  fillInForm: 'Isi borang',
  statusToFill: 'Sedia untuk diisi',
  statusInProgress: 'Sudah dibuka, belum dihantar',
  statusOpened: 'Sudah dibuka. Borang hanya boleh diteruskan pada peranti yang digunakan untuk membukanya.',
  statusSubmitted: 'Borang ini telah dihantar dan tidak boleh dibuka semula atas sebab keselamatan',
  statusExpired: 'Borang ini telah tamat tempoh',
  statusFailed: 'Borang ini tidak dapat disampaikan',
  statusDeclined: 'Anda telah menolak borang ini',
  statusRevoked: 'Pegawai telah menarik balik borang ini',
  statusOpenedElsewhere: 'Borang ini telah dibuka pada peranti lain',
  statusLeft: 'Anda telah meninggalkan borang ini. Borang tidak boleh dibuka semula.',
  openForm: 'Teruskan mengisi',
  offline: 'Anda di luar talian. Borang akan tersedia semula apabila anda kembali dalam talian.',
  decline: 'Tolak',
  declineQuestion: 'Adakah anda mahu menolak borang ini? Pegawai akan dimaklumkan.',
  declineConfirm: 'Tolak borang',
  cancel: 'Batal',
  openTheForm: 'Buka borang selamat',
  loading: 'Membuka borang selamat…',
  close: 'Tutup',
  couldNotOpen: 'Borang selamat tidak dapat dibuka.\nSila hubungi pegawai untuk bantuan.',
  connectionFailed: 'Sambungan gagal. Semak sambungan internet anda dan cuba lagi.',
};
