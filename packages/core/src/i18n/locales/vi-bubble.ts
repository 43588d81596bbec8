// Vietnamese texts of the invitation bubble and its dialogs.
import type { BubbleTexts } from '../texts.ts';

/** Vietnamese. */
export const texts: BubbleTexts = {
  locale: 'vi',

  fillInForm: 'Điền biểu mẫu',
  statusToFill: 'Sẵn sàng để điền',
  statusInProgress: 'Đã mở, chưa gửi',
  statusOpened: 'Đã mở. Chỉ có thể tiếp tục trên thiết bị đã mở biểu mẫu.',
  statusSubmitted: 'Biểu mẫu này đã được gửi và không thể mở lại vì lý do bảo mật',
  statusExpired: 'Biểu mẫu này đã hết hạn',
  statusFailed: 'Không thể chuyển biểu mẫu này đến quý khách',
  statusDeclined: 'Quý khách đã từ chối biểu mẫu này',
  statusRevoked: 'Nhân viên hỗ trợ đã thu hồi biểu mẫu này',
  statusOpenedElsewhere: 'Biểu mẫu này đã được mở trên thiết bị khác',
  statusLeft: 'Quý khách đã rời khỏi biểu mẫu này. Không thể mở lại biểu mẫu.',
  openForm: 'Tiếp tục điền',
  offline: 'Không có kết nối mạng. Quý khách có thể dùng biểu mẫu khi có mạng trở lại.',
  decline: 'Từ chối',
  declineQuestion: 'Quý khách muốn từ chối biểu mẫu này? Nhân viên hỗ trợ sẽ được thông báo.',
  declineConfirm: 'Từ chối biểu mẫu',
  cancel: 'Hủy',
  openTheForm: 'Mở biểu mẫu bảo mật',
  loading: 'Đang mở biểu mẫu bảo mật…',
  close: 'Đóng',
  couldNotOpen: 'Không thể mở biểu mẫu bảo mật.\nVui lòng liên hệ nhân viên hỗ trợ để được trợ giúp.',
  connectionFailed: 'Kết nối không thành công. Vui lòng kiểm tra kết nối internet và thử lại.',
};
