// Korean texts of the invitation bubble and its dialogs.
import type { BubbleTexts } from '../texts.ts';

/** Korean. */
export const texts: BubbleTexts = {
  locale: 'ko',

  fillInForm: '양식 작성하기',
  statusToFill: '작성하실 수 있습니다',
  statusInProgress: '작성 중이며 아직 제출되지 않았습니다',
  statusOpened: '양식이 열려 있습니다. 양식을 연 기기에서만 계속 작성할 수 있습니다.',
  statusSubmitted: '이 양식은 제출되었으며 보안상의 이유로 다시 열 수 없습니다',
  statusExpired: '이 양식은 만료되었습니다',
  statusFailed: '이 양식을 전달하지 못했습니다',
  statusDeclined: '이 양식의 작성을 거절하셨습니다',
  statusRevoked: '상담원이 이 양식을 회수했습니다',
  statusOpenedElsewhere: '이 양식은 다른 기기에서 열렸습니다',
  statusLeft: '이 양식에서 나가셨습니다. 다시 열 수 없습니다.',
  openForm: '이어서 작성하기',
  offline: '오프라인 상태입니다. 인터넷에 다시 연결되면 양식을 이용하실 수 있습니다.',
  decline: '거절',
  declineQuestion: '이 양식의 작성을 거절하시겠습니까? 상담원에게 거절 사실이 전달됩니다.',
  declineConfirm: '작성 거절',
  cancel: '취소',
  openTheForm: '보안 양식 열기',
  loading: '보안 양식을 여는 중…',
  close: '닫기',
  couldNotOpen: '보안 양식을 열 수 없습니다.\n상담원에게 문의해 주세요.',
  connectionFailed: '연결에 실패했습니다. 인터넷 연결을 확인한 후 다시 시도해 주세요.',
};
