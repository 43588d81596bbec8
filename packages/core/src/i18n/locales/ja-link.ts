// Japanese texts of a link page on a computer.
import type { LinkTexts } from '../texts.ts';

/** Japanese. */
export const texts: LinkTexts = {
  locale: 'ja',
  pageTitle: 'セキュア入力フォーム',
  mobileOnly:
    'この操作にはスマートフォンまたはタブレットが必要です。続けるには、スマートフォンまたはタブレットでこのメッセージを開いてください。',
  scanCode: 'スマートフォンまたはタブレットでこのコードを読み取ると、その端末でフォームを開けます。',
};
