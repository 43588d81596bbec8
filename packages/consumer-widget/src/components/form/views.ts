// Which message stands in place of the form, for every state that is not the form itself.
import type { Texts } from '@tellsafe/core/i18n';
import type { FormView } from '../../controllers/form-state.ts';
import type { IconName } from '../../styles/form-icons.ts';
import type { NoticeTone } from '../notice/notice.ts';

type PlainText = { [Key in keyof Texts]: Texts[Key] extends string ? Key : never }[Exclude<keyof Texts, 'locale'>];

/** Mark, tone and texts of one state. */
export interface ViewMessage {
  readonly icon: IconName;
  readonly tone: NoticeTone;
  readonly heading?: PlainText;
  readonly text?: PlainText;
}

/** Every state but `filling` (SF-INV-03, SF-INV-04, SF-WV-05, SF-WV-06). */
export const viewMessages: Readonly<Record<Exclude<FormView, 'filling'>, ViewMessage>> = {
  gate: { icon: 'lock', tone: 'calm', text: 'securityHeader' },
  loading: { icon: 'lock', tone: 'calm', text: 'loading' },
  success: { icon: 'check', tone: 'good', heading: 'submittedHeading', text: 'submittedText' },
  submitted: { icon: 'check', tone: 'good', text: 'statusSubmitted' },
  expired: { icon: 'clock', tone: 'bad', text: 'statusExpired' },
  late: { icon: 'clock', tone: 'bad', text: 'tooLate' },
  declined: { icon: 'block', tone: 'calm', text: 'statusDeclined' },
  revoked: { icon: 'block', tone: 'calm', text: 'statusRevoked' },
  elsewhere: { icon: 'device', tone: 'calm', text: 'statusOpenedElsewhere' },
  failed: { icon: 'alert', tone: 'bad', text: 'couldNotOpen' },
  unsupported: { icon: 'alert', tone: 'bad', text: 'insecurePage' },
  closed: { icon: 'lock', tone: 'calm', text: 'statusInProgress' },
};
