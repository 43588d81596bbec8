// Korean texts of a link page on a computer.
import type { LinkTexts } from '../texts.ts';

/** Korean. */
export const texts: LinkTexts = {
  locale: 'ko',
  pageTitle: '보안 양식',
  mobileOnly:
    '이 작업을 진행하려면 휴대폰이나 태블릿이 필요합니다. 휴대폰이나 태블릿에서 이 메시지를 열어 계속해 주세요.',
  scanCode: '휴대폰이나 태블릿으로 이 코드를 스캔하면 그 기기에서 양식을 열 수 있습니다.',
};
