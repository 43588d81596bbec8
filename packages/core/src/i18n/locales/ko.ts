// Korean texts for the consumer.
import type { Texts } from '../texts.ts';
import { texts as bubble } from './ko-bubble.ts';

/** Korean. */
export const texts: Texts = {
  ...bubble,

  mobileOnly:
    '이 작업을 진행하려면 휴대폰이나 태블릿이 필요합니다. 휴대폰이나 태블릿에서 이 메시지를 열어 계속해 주세요.',

  securityHeader: '보안 양식: 답변은 이 기기에서 암호화됩니다',
  securityFooter: '제출하신 내용은 요청한 상담원만 볼 수 있으며, 대화창에는 표시되지 않습니다.',
  securityFooterArchive:
    '제출하신 내용은 요청한 상담원이 볼 수 있고, 추후 권한이 있는 회사 관리자도 볼 수 있습니다. 대화창에는 표시되지 않습니다.',
  askedBy: '요청한 상담원: {agent}',
  submit: '제출',
  submitting: '제출 중…',
  required: '필수',
  optional: '선택',
  choose: '선택해 주세요',
  notStored: '저장되지 않으며 몇 분 후 삭제됩니다',
  showValue: '{label} 보기',
  hideValue: '{label} 숨기기',
  charactersUsed: '{max}자 중 {length}자',
  leaveTypedQuestion: '양식에서 나가시겠습니까? 입력하신 내용은 사라지지만 양식은 다시 열 수 있습니다.',
  leaveQuestion: '양식에서 나가시겠습니까? 나가시면 다시 열 수 없습니다.',
  leaveConfirm: '나가기',
  stay: '계속 작성',
  openInOtherWindow: '이 양식은 이 기기의 다른 창에 열려 있습니다.',
  continueHere: '여기서 계속하기',

  minutesLeft: { other: '{count}분 남음' },
  secondsLeft: { other: '{count}초 남음' },
  endsSoon: '양식 작성 시간이 곧 종료됩니다.',
  extend: '시간 연장하기',
  extended: '작성 시간이 연장되었습니다.',

  submittedHeading: '감사합니다',
  submittedText: '{form} 제출이 완료되었습니다. 이 창을 닫으셔도 됩니다.',
  tooLate: '세션이 만료되었습니다. 계속하시려면 창을 닫고 새 대화를 시작해 주세요.',
  serverBusy: '현재 이용자가 많아 처리가 지연되고 있습니다. 1분 후 다시 시도해 주세요.',
  insecurePage: '안전하지 않은 페이지이므로 양식을 열 수 없습니다. 상담원에게 문의해 주세요.',
  tryAgain: '다시 시도',
  stillTrying: '연결이 느립니다. 계속 시도하고 있습니다…',

  errorHeading: { other: '답변 {count}개를 수정해 주세요' },
  errorRequired: '내용을 입력해 주세요.',
  errorChoiceRequired: '항목을 선택해 주세요.',
  errorTooLong: '내용이 너무 깁니다. 최대 {max}자까지 입력할 수 있습니다.',
  errorCharacter: '여기에는 “{character}” 문자를 사용할 수 없습니다. 삭제해 주세요.',
  errorControlCharacter: '답변에 보이지 않는 문자({character})가 포함되어 있습니다. 다시 입력해 주세요.',
  errorNumeric: '숫자만 입력해 주세요.',
  errorCvv: '카드에 인쇄된 보안코드(CVC) 3자리 또는 4자리를 입력해 주세요.',
  errorChoice: '목록에 있는 항목을 선택해 주세요.',
  errorCard: '카드 번호가 올바르지 않습니다. 번호를 확인해 주세요.',
  errorCardLength: '자릿수가 맞지 않습니다. {brand} 카드 번호는 {lengths}자리입니다.',
  errorExpiry: '카드에 표시된 월과 연도를 입력해 주세요(예: 08/29).',
  errorExpiryPast: '유효기간이 지난 카드입니다. 다른 카드를 이용해 주세요.',
  errorIban: 'IBAN이 올바르지 않습니다. 영문자와 숫자를 확인해 주세요.',
  errorIbanLength: '국가 코드가 {country}인 IBAN은 {length}자입니다. 확인해 주세요.',
  errorEmail: '이메일 주소를 name@example.com 형식으로 입력해 주세요.',
  errorPhone: '전화번호를 6~15자리 숫자로 입력해 주세요(예: +82 2 1234 5678).',
  errorDate: '올바른 날짜를 연-월-일 순서로 입력해 주세요(예: 1985-04-03).',
  errorDateAmbiguous: '월과 일이 혼동될 수 있습니다. 연도부터 입력해 주세요(예: 1985-04-03).',
  errorSsn: '미국 사회보장번호(SSN)가 올바르지 않습니다. 9자리 숫자를 확인해 주세요.',
  errorPostalCode: '우편번호를 영문자와 숫자 3~12자로 입력해 주세요.',
  errorPin: '숫자 {min}~{max}자리를 입력해 주세요.',
};
