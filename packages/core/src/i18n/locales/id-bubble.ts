// Indonesian texts of the invitation bubble and its dialogs.
import type { BubbleTexts } from '../texts.ts';

/** Indonesian. */
export const texts: BubbleTexts = {
  locale: 'id',

  fillInForm: 'Isi formulir',
  statusToFill: 'Siap diisi',
  statusInProgress: 'Sudah dibuka, belum dikirim',
  statusOpened: 'Sudah dibuka. Formulir hanya dapat dilanjutkan di perangkat yang digunakan untuk membukanya.',
  statusSubmitted: 'Formulir ini telah dikirim dan tidak dapat dibuka lagi karena alasan keamanan',
  statusExpired: 'Formulir ini telah kedaluwarsa',
  statusFailed: 'Formulir ini gagal disampaikan',
  statusDeclined: 'Anda menolak formulir ini',
  statusRevoked: 'Petugas telah menarik formulir ini',
  statusOpenedElsewhere: 'Formulir ini telah dibuka di perangkat lain',
  statusLeft: 'Anda telah meninggalkan formulir ini. Formulir tidak dapat dibuka lagi.',
  openForm: 'Lanjutkan mengisi',
  offline: 'Anda sedang offline. Formulir akan tersedia lagi setelah Anda kembali online.',
  decline: 'Tolak',
  declineQuestion: 'Apakah Anda ingin menolak formulir ini? Petugas akan diberi tahu.',
  declineConfirm: 'Tolak formulir',
  cancel: 'Batal',
  openTheForm: 'Buka formulir aman',
  loading: 'Membuka formulir aman…',
  close: 'Tutup',
  couldNotOpen: 'Formulir aman tidak dapat dibuka.\nSilakan hubungi petugas untuk bantuan.',
  connectionFailed: 'Koneksi gagal. Periksa koneksi internet Anda, lalu coba lagi.',
};
