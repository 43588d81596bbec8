// Japanese texts of the invitation bubble and its dialogs.
import type { BubbleTexts } from '../texts.ts';

/** Japanese. */
export const texts: BubbleTexts = {
  locale: 'ja',

  fillInForm: 'フォームに入力',
  statusToFill: '入力できます',
  statusInProgress: '入力途中（未送信）',
  statusOpened: 'フォームは開かれています。続きは、開いた端末でのみ入力できます。',
  statusSubmitted: 'このフォームは送信済みのため、セキュリティ上の理由により再度開くことはできません',
  statusExpired: 'このフォームは有効期限が切れました',
  statusFailed: 'このフォームをお届けできませんでした',
  statusDeclined: 'このフォームへの入力を辞退しました',
  statusRevoked: '担当者がこのフォームを取り消しました',
  statusOpenedElsewhere: 'このフォームは別の端末で開かれています',
  statusLeft: 'このフォームから離れたため、再度開くことはできません。',
  openForm: '入力を続ける',
  offline: 'オフラインです。インターネットに再接続すると、フォームを再び利用できます。',
  decline: '辞退する',
  declineQuestion: 'このフォームへの入力を辞退しますか？担当者に通知されます。',
  declineConfirm: '入力を辞退する',
  cancel: 'キャンセル',
  openTheForm: 'セキュア入力フォームを開く',
  loading: 'セキュア入力フォームを開いています…',
  close: '閉じる',
  couldNotOpen: 'セキュア入力フォームを開けませんでした。\n担当者にお問い合わせください。',
  connectionFailed: '接続できませんでした。インターネット接続を確認して、もう一度お試しください。',
};
