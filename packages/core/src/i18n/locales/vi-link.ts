// Vietnamese texts of a link page on a computer.
import type { LinkTexts } from '../texts.ts';

/** Vietnamese. */
export const texts: LinkTexts = {
  locale: 'vi',
  pageTitle: 'Biểu mẫu bảo mật',
  mobileOnly:
    'Quý khách cần điện thoại di động hoặc máy tính bảng để thực hiện thao tác này. Hãy mở tin nhắn này trên điện thoại hoặc máy tính bảng để tiếp tục.',
  scanCode: 'Hãy quét mã này bằng điện thoại hoặc máy tính bảng để mở biểu mẫu trên thiết bị đó.',
};
