// Which message stands in place of the form, for every state that is not the form itself.
import type { Texts } from '@tellsafe/core/i18n';
import type { FormView } from '../../controllers/form-state.ts';
import type { IconName } from '../../styles/form-icons.ts';
import type { NoticeTone } from '../notice/notice.ts';

type PlainText = { [Key in keyof Texts]: Texts[Key] extends string ? Key : never }[Exclude<keyof Texts, 'locale'>];

/** Mark, tone, text and heading of one state. */
export type ViewMessage = readonly [icon: IconName, tone: NoticeTone, text: PlainText, heading?: PlainText];

/** Every state but `filling` (SF-INV-03, SF-INV-04, SF-WV-05, SF-WV-06). */
export const viewMessages: Readonly<Record<Exclude<FormView, 'filling'>, ViewMessage>> = {
  gate: ['lock', 'calm', 'securityHeader'],
  loading: ['lock', 'calm', 'loading'],
  success: ['check', 'good', 'submittedText', 'submittedHeading'],
  submitted: ['check', 'good', 'statusSubmitted'],
  expired: ['clock', 'bad', 'statusExpired'],
  late: ['clock', 'bad', 'tooLate'],
  declined: ['block', 'calm', 'statusDeclined'],
  revoked: ['block', 'calm', 'statusRevoked'],
  elsewhere: ['device', 'calm', 'statusOpenedElsewhere'],
  failed: ['alert', 'bad', 'couldNotOpen'],
  unsupported: ['alert', 'bad', 'insecurePage'],
  closed: ['lock', 'calm', 'statusInProgress'],
  left: ['block', 'calm', 'statusLeft'],
  window: ['device', 'calm', 'openInOtherWindow'],
};
