// What a screen needs to know of a form, and which screen belongs to which status. Never an answer.
import type { FormDefinition } from '@tellsafe/core/form';
import type { InvitationStatus } from '@tellsafe/core/invitation';
import type { Theme } from '@tellsafe/core/theme';

/**
 * Which screen belongs to the state of a form. `gate`: nothing happens before a tap (SF-OTK-07). `late`: time ran out while the
 * person was filling in (SF-WV-05). `closed`: left by the person, who can come back; `left`: who cannot (SF-INV-05). `window`: another window
 * of this device has the form.
 */
export type FormView =
  | 'gate'
  | 'loading'
  | 'filling'
  | 'success'
  | 'submitted'
  | 'expired'
  | 'late'
  | 'declined'
  | 'revoked'
  | 'elsewhere'
  | 'failed'
  | 'unsupported'
  | 'closed'
  | 'left'
  | 'window';

/** Something that went wrong and can be tried again: what, and the text about it. */
export interface FormTrouble {
  readonly step: 'submit' | 'extend' | 'decline';
  /** `stillTrying`: it is being tried again already. */
  readonly text: 'connectionFailed' | 'serverBusy' | 'stillTrying';
}

/** All that a screen shows of a form, except the answers. */
export interface FormState {
  readonly view: FormView;
  readonly formName: string;
  readonly agentName: string;
  /** Whether the server can be reached. */
  readonly online: boolean;
  /** What is under way and blocks the form; empty when nothing is. */
  readonly busy: FormTrouble['step'] | '';
  readonly secondsLeft: number;
  readonly extensionsLeft: number;
  /** Whether this device may leave and come back (SF-INV-05). */
  readonly reopen: 'same-device' | 'never';
  /** Whether authorised managers may read recorded answers later, by the form's recipients. */
  readonly archived: boolean;
  /** How it looks, by account and form. */
  readonly theme: Theme;
  readonly trouble?: FormTrouble | undefined;
  /** While filling in. */
  readonly definition?: FormDefinition | undefined;
}

/** State of a form that nothing is known of yet. */
export const initialState: FormState = {
  view: 'loading',
  formName: '',
  agentName: '',
  online: true,
  busy: '',
  secondsLeft: 0,
  extensionsLeft: 0,
  reopen: 'same-device',
  archived: false,
  theme: {},
};

/**
 * The screen for a form that cannot be opened.
 *
 * @param status - of its invitation
 */
export function viewOfStatus(status: InvitationStatus): FormView {
  if (status === 'viewed') return 'elsewhere';
  return status === 'sent' || status === 'received' ? 'failed' : status;
}
