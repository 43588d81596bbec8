// Vietnamese texts for the consumer.
import type { Texts } from '../texts.ts';
import { texts as bubble } from './vi-bubble.ts';

/** Vietnamese. */
export const texts: Texts = {
  ...bubble,

  securityHeader: 'Biểu mẫu bảo mật: câu trả lời của quý khách được mã hóa trên thiết bị này',
  securityFooter:
    'Chỉ nhân viên hỗ trợ đã yêu cầu mới đọc được nội dung quý khách gửi. Nội dung này không hiển thị trong cuộc trò chuyện.',
  securityFooterArchive:
    'Nhân viên hỗ trợ đã yêu cầu và sau này là các quản lý được ủy quyền của công ty có thể đọc nội dung quý khách gửi. Nội dung này không hiển thị trong cuộc trò chuyện.',
  askedBy: 'Người yêu cầu: {agent}',
  submit: 'Gửi',
  submitting: 'Đang gửi…',
  required: 'bắt buộc',
  optional: 'không bắt buộc',
  choose: 'Vui lòng chọn',
  notStored: 'Không lưu trữ: sẽ bị xóa sau vài phút',
  showValue: 'Hiện {label}',
  hideValue: 'Ẩn {label}',
  expiryExample: 'MM/YY',
  charactersUsed: '{length}/{max} ký tự',
  leaveTypedQuestion: 'Rời khỏi biểu mẫu? Nội dung đã nhập sẽ bị mất nhưng quý khách có thể mở lại biểu mẫu.',
  leaveQuestion: 'Rời khỏi biểu mẫu? Quý khách sẽ không thể mở lại biểu mẫu này.',
  leaveConfirm: 'Rời khỏi',
  stay: 'Ở lại',
  openInOtherWindow: 'Biểu mẫu này đang mở trong một cửa sổ khác trên thiết bị này.',
  continueHere: 'Tiếp tục tại đây',

  minutesLeft: { other: 'Còn {count} phút' },
  secondsLeft: { other: 'Còn {count} giây' },
  endsSoon: 'Thời gian điền biểu mẫu này sắp hết.',
  extend: 'Tôi cần thêm thời gian',
  extended: 'Quý khách đã có thêm thời gian.',

  submittedHeading: 'Xin cảm ơn',
  submittedText: 'Đã gửi {form}. Quý khách có thể đóng cửa sổ này.',
  tooLate: 'Phiên của quý khách đã hết hạn. Vui lòng đóng cửa sổ và bắt đầu cuộc trò chuyện mới để tiếp tục',
  serverBusy: 'Hệ thống hiện đang bận. Vui lòng thử lại sau một phút.',
  insecurePage: 'Trang này không an toàn nên biểu mẫu không được mở. Vui lòng liên hệ nhân viên hỗ trợ.',
  tryAgain: 'Thử lại',
  stillTrying: 'Kết nối chậm. Vẫn đang thử…',

  errorHeading: { other: 'Vui lòng sửa {count} câu trả lời' },
  errorRequired: 'Vui lòng điền thông tin này.',
  errorChoiceRequired: 'Vui lòng chọn một mục.',
  errorTooLong: 'Nội dung quá dài: vui lòng nhập tối đa {max} ký tự.',
  errorCharacter: 'Không thể dùng ký tự {character} ở đây. Vui lòng xóa ký tự này.',
  errorControlCharacter: 'Câu trả lời có ký tự ẩn ({character}). Vui lòng nhập lại.',
  errorNumeric: 'Vui lòng chỉ nhập chữ số.',
  errorCvv: 'Vui lòng nhập mã bảo mật gồm 3 hoặc 4 chữ số in trên thẻ.',
  errorChoice: 'Vui lòng chọn một mục trong danh sách.',
  errorCard: 'Số thẻ không hợp lệ. Vui lòng kiểm tra lại các chữ số.',
  errorCardLength: 'Thiếu hoặc thừa chữ số: số thẻ {brand} có {lengths} chữ số.',
  errorExpiry: 'Vui lòng nhập tháng và năm như trên thẻ, ví dụ 08/29.',
  errorExpiryPast: 'Thẻ này đã hết hạn. Vui lòng dùng thẻ khác.',
  errorIban: 'Số IBAN không hợp lệ. Vui lòng kiểm tra lại chữ cái và chữ số.',
  errorIbanLength: 'Số IBAN bắt đầu bằng {country} có {length} ký tự. Vui lòng kiểm tra lại.',
  errorEmail: 'Vui lòng nhập địa chỉ email hợp lệ, ví dụ name@example.com.',
  errorPhone: 'Vui lòng nhập số điện thoại gồm 6 đến 15 chữ số, ví dụ +84 24 3826 1234.',
  errorDate: 'Vui lòng nhập ngày có thật theo thứ tự năm-tháng-ngày, ví dụ 1985-04-03.',
  errorDateAmbiguous: 'Có thể nhầm ngày với tháng. Vui lòng nhập theo thứ tự năm-tháng-ngày, ví dụ 1985-04-03.',
  errorSsn: 'Số an sinh xã hội Hoa Kỳ không hợp lệ. Vui lòng kiểm tra lại 9 chữ số.',
  errorPostalCode: 'Vui lòng nhập mã bưu chính gồm 3 đến 12 chữ cái và chữ số.',
  errorPin: 'Vui lòng nhập từ {min} đến {max} chữ số.',
};
