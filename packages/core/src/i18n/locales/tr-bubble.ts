// Turkish texts of the invitation bubble and its dialogs.
import type { BubbleTexts } from '../texts.ts';

/** Turkish. */
export const texts: BubbleTexts = {
  locale: 'tr',

  fillInForm: 'Formu doldur',
  statusToFill: 'Doldurulmaya hazır',
  statusInProgress: 'Açıldı, henüz gönderilmedi',
  statusOpened: 'Açıldı. Forma yalnızca açıldığı cihazda devam edilebilir.',
  statusSubmitted: 'Bu form gönderildi ve güvenlik nedeniyle yeniden açılamaz',
  statusExpired: 'Bu formun süresi doldu',
  statusFailed: 'Bu form iletilemedi',
  statusDeclined: 'Bu formu reddettiniz',
  statusRevoked: 'Müşteri temsilcisi bu formu geri çekti',
  statusOpenedElsewhere: 'Bu form başka bir cihazda açıldı',
  statusLeft: 'Bu formdan çıktınız. Form yeniden açılamaz.',
  openForm: 'Forma devam et',
  offline: 'Çevrimdışısınız. İnternet bağlantınız geri geldiğinde form yeniden kullanılabilir olacak.',
  decline: 'Reddet',
  declineQuestion: 'Bu formu reddetmek istiyor musunuz? Müşteri temsilcinize bilgi verilecek.',
  declineConfirm: 'Formu reddet',
  cancel: 'Vazgeç',
  openTheForm: 'Güvenli formu aç',
  loading: 'Güvenli form açılıyor…',
  close: 'Kapat',
  couldNotOpen: 'Güvenli form açılamadı.\nYardım için müşteri temsilcinizle iletişime geçin.',
  connectionFailed: 'Bağlantı kurulamadı. İnternet bağlantınızı kontrol edip tekrar deneyin.',
};
