// Thai texts of a link page on a computer.
import type { LinkTexts } from '../texts.ts';

/** Thai. */
export const texts: LinkTexts = {
  locale: 'th',
  pageTitle: 'แบบฟอร์มปลอดภัย',
  mobileOnly: 'คุณต้องใช้โทรศัพท์มือถือหรือแท็บเล็ตเพื่อทำรายการนี้ โปรดเปิดข้อความนี้บนโทรศัพท์มือถือหรือแท็บเล็ตเพื่อดำเนินการต่อ',
  scanCode: 'สแกนรหัสนี้ด้วยโทรศัพท์มือถือหรือแท็บเล็ตเพื่อเปิดแบบฟอร์มบนอุปกรณ์นั้น',
};
