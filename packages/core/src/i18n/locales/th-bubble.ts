// Thai texts of the invitation bubble and its dialogs.
import type { BubbleTexts } from '../texts.ts';

/** Thai. */
export const texts: BubbleTexts = {
  locale: 'th',

  fillInForm: 'กรอกแบบฟอร์ม',
  statusToFill: 'พร้อมให้กรอก',
  statusInProgress: 'เปิดแล้วแต่ยังไม่ได้ส่ง',
  statusOpened: 'เปิดแบบฟอร์มแล้ว กรอกต่อได้เฉพาะบนอุปกรณ์ที่ใช้เปิดเท่านั้น',
  statusSubmitted: 'ส่งแบบฟอร์มนี้แล้ว และไม่สามารถเปิดอีกครั้งได้ด้วยเหตุผลด้านความปลอดภัย',
  statusExpired: 'แบบฟอร์มนี้หมดอายุแล้ว',
  statusFailed: 'ไม่สามารถส่งแบบฟอร์มนี้ถึงคุณได้',
  statusDeclined: 'คุณปฏิเสธแบบฟอร์มนี้แล้ว',
  statusRevoked: 'เจ้าหน้าที่เรียกคืนแบบฟอร์มนี้แล้ว',
  statusOpenedElsewhere: 'มีการเปิดแบบฟอร์มนี้บนอุปกรณ์อื่นแล้ว',
  statusLeft: 'คุณออกจากแบบฟอร์มนี้แล้ว และไม่สามารถเปิดได้อีก',
  openForm: 'กรอกแบบฟอร์มต่อ',
  offline: 'คุณออฟไลน์อยู่ แบบฟอร์มจะพร้อมใช้งานอีกครั้งเมื่อคุณเชื่อมต่ออินเทอร์เน็ต',
  decline: 'ปฏิเสธ',
  declineQuestion: 'ต้องการปฏิเสธแบบฟอร์มนี้หรือไม่ ระบบจะแจ้งให้เจ้าหน้าที่ทราบ',
  declineConfirm: 'ปฏิเสธแบบฟอร์ม',
  cancel: 'ยกเลิก',
  openTheForm: 'เปิดแบบฟอร์มปลอดภัย',
  loading: 'กำลังเปิดแบบฟอร์มปลอดภัย…',
  close: 'ปิด',
  couldNotOpen: 'ไม่สามารถเปิดแบบฟอร์มปลอดภัยได้\nโปรดติดต่อเจ้าหน้าที่เพื่อขอความช่วยเหลือ',
  connectionFailed: 'เชื่อมต่อไม่สำเร็จ โปรดตรวจสอบการเชื่อมต่ออินเทอร์เน็ตแล้วลองอีกครั้ง',
};
