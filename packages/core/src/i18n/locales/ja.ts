// Japanese texts for the consumer.
import type { Texts } from '../texts.ts';
import { texts as bubble } from './ja-bubble.ts';

/** Japanese. */
export const texts: Texts = {
  ...bubble,

  mobileOnly:
    'この操作にはスマートフォンまたはタブレットが必要です。続けるには、スマートフォンまたはタブレットでこのメッセージを開いてください。',

  securityHeader: 'セキュア入力フォーム：回答はこの端末で暗号化されます',
  securityFooter: '送信内容を閲覧できるのは、依頼した担当者だけです。チャットには表示されません。',
  securityFooterArchive:
    '送信内容は、依頼した担当者のほか、後日、企業の権限ある管理者も閲覧できます。チャットには表示されません。',
  askedBy: '{agent}からのご依頼',
  submit: '送信',
  submitting: '送信中…',
  required: '必須',
  optional: '任意',
  choose: '選択してください',
  notStored: '保存されません（数分後に削除されます）',
  showValue: '{label}を表示',
  hideValue: '{label}を非表示',
  charactersUsed: '{max}文字中{length}文字',
  leaveTypedQuestion: 'フォームから離れますか？入力内容は失われますが、フォームは再度開くことができます。',
  leaveQuestion: 'フォームから離れますか？再度開くことはできません。',
  leaveConfirm: '離れる',
  stay: '入力を続ける',
  openInOtherWindow: 'このフォームは、この端末の別のウィンドウで開いています。',
  continueHere: 'ここで続ける',

  minutesLeft: { other: '残り{count}分' },
  secondsLeft: { other: '残り{count}秒' },
  endsSoon: 'このフォームの入力時間がまもなく終了します。',
  extend: '時間を延長する',
  extended: '入力時間を延長しました。',

  submittedHeading: 'ありがとうございました',
  submittedText: '「{form}」を送信しました。このウィンドウは閉じていただいて問題ありません。',
  tooLate: 'セッションの有効期限が切れました。再開するには、ウィンドウを閉じて新しいチャットを開始してください。',
  serverBusy: 'ただいまアクセスが集中しています。1分ほどたってから、もう一度お試しください。',
  insecurePage: 'このページは安全ではないため、フォームを開くことができません。担当者にお問い合わせください。',
  tryAgain: '再試行',
  stillTrying: '接続に時間がかかっています。引き続き試行しています…',

  errorHeading: { other: '{count}件の回答を修正してください' },
  errorRequired: '入力してください。',
  errorChoiceRequired: 'いずれかを選択してください。',
  errorTooLong: '長すぎます。{max}文字以内で入力してください。',
  errorCharacter: '「{character}」は使用できません。削除してください。',
  errorControlCharacter: '回答に見えない文字（{character}）が含まれています。入力し直してください。',
  errorNumeric: '数字のみで入力してください。',
  errorCvv: 'カードに印字されている3桁または4桁のセキュリティコードを入力してください。',
  errorChoice: 'リストの中から選択してください。',
  errorCard: 'カード番号が正しくありません。番号をご確認ください。',
  errorCardLength: '桁数が正しくありません。{brand}のカード番号は{lengths}桁です。',
  errorExpiry: 'カードに記載されている月と年を入力してください（例：08/29）。',
  errorExpiryPast: 'このカードは有効期限が切れています。別のカードをご利用ください。',
  errorIban: 'IBANが正しくありません。英字と数字をご確認ください。',
  errorIbanLength: '{country}で始まるIBANは{length}文字です。ご確認ください。',
  errorEmail: 'メールアドレスは name@example.com のような形式で入力してください。',
  errorPhone: '電話番号を6〜15桁で入力してください（例：+81 3 1234 5678）。',
  errorDate: '実在する日付を、西暦で年-月-日の順に入力してください（例：1985-04-03）。',
  errorDateAmbiguous: '日と月を判別できません。西暦の年から順に入力してください（例：1985-04-03）。',
  errorSsn: '米国社会保障番号（SSN）が正しくありません。9桁の数字をご確認ください。',
  errorPostalCode: '郵便番号を3〜12文字の英数字で入力してください。',
  errorPin: '{min}〜{max}桁の数字を入力してください。',
};
