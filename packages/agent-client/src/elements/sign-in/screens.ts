// What each step of the sign-in looks like, as templates.
import type { TextParams } from '@tellsafe/core/i18n';
import { html, nothing, svg, type TemplateResult } from 'lit';
import type { LoginState } from '../../login/login-state.ts';
import { icon } from '../shared/icons.ts';
import type { Words } from '../shared/words.ts';
import { codeField, type FieldOptions, nameField, type PasswordLook, passwordField } from './fields.ts';
import { ruleStates } from './password-rules.ts';
import type { FormErrors, ProblemText } from './problems.ts';
import type { QrPath } from './qr-path.ts';
import type { SignInTexts } from './texts.ts';

/** What is shown. `prove`: the password once more before an authenticator app is set up; `change`: a password of one's own accord. */
export type Screen =
  | 'loading'
  | 'unreachable'
  | 'sign-in'
  | 'code'
  | 'new-password'
  | 'prove'
  | 'enrol'
  | 'account'
  | 'change'
  | 'nothing';

type TextKey = Exclude<keyof SignInTexts, 'locale'>;

/** What the screens show and do. */
export interface ScreenOptions {
  readonly say: (key: TextKey, params?: TextParams) => string;
  readonly words: Words;
  readonly state: LoginState | undefined;
  readonly busy: boolean;
  readonly missing: FormErrors;
  readonly problem: ProblemText | undefined;
  readonly message: 'ended' | 'saved' | 'enrolled' | 'copied' | undefined;
  /** The current password need not be asked for. */
  readonly isPasswordKnown: boolean;
  readonly enrolment: { readonly secret: string; readonly qr: QrPath | undefined } | undefined;
  readonly typed: { readonly next: string; readonly repeat: string };
  readonly capsLock: boolean;
  readonly shown: boolean;
  /** Somebody who is signed in has come here of their own accord. */
  readonly isOwnWish: boolean;
  readonly submit: (event: SubmitEvent) => void;
  readonly retry: () => void;
  readonly startAgain: () => void;
  readonly cancel: () => void;
  readonly go: (screen: Screen) => void;
  readonly copySecret: () => void;
  readonly toggleShown: () => void;
  readonly onKey: (event: KeyboardEvent) => void;
  readonly onTyped: (part: { readonly next?: string; readonly repeat?: string }) => void;
}

/** A screen. */
export function screenView(screen: Screen, options: ScreenOptions): TemplateResult {
  switch (screen) {
    case 'unreachable':
      return unreachable(options);
    case 'sign-in':
      return form(options, 'title', undefined, 'signIn', [
        field(options, nameField, 'name', 'name', 'username'),
        password(options, 'password', 'password', 'current-password'),
      ]);
    case 'code':
      return form(options, 'codeTitle', 'codeLead', 'confirm', [
        field(options, codeField, 'code', 'code', 'one-time-code'),
      ]);
    case 'new-password':
      return newPassword(options, 'newTitle', 'newLead');
    case 'change':
      return newPassword(options, 'changePassword', 'changeLead');
    case 'prove':
      return form(options, 'enrolTitle', 'enrolAsk', 'goOn', [
        username(options),
        password(options, 'password', 'password', 'current-password'),
      ]);
    case 'enrol':
      return enrolment(options);
    case 'account':
      return account(options);
    default:
      return html`<div class="empty" role="status"><span class="spinner"></span><span>${options.say('working')}</span></div>`;
  }
}

function unreachable({ say, retry }: ScreenOptions): TemplateResult {
  return html`<div class="empty">
    ${icon('warning')}
    <p role="alert">${say('unreachable')}</p>
    <button class="primary" part="button" type="button" @click=${retry}>${say('retry')}</button>
  </div>`;
}

/** A step: title, what it is about, what is wrong, fields, the one thing to do, the way out. */
function form(
  options: ScreenOptions,
  title: TextKey,
  lead: TextKey | undefined,
  action: TextKey,
  content: readonly (TemplateResult | typeof nothing)[],
): TemplateResult {
  const { say, submit, busy, state } = options;
  return html`<div class="head"><h2 tabindex="-1">${say(title)}</h2>${lead ? html`<p class="lead">${say(lead)}</p>` : nothing}</div>
    ${notices(options)}
    <form novalidate @submit=${submit}>
      ${content}
      ${capsNote(options)}
      <button class="primary submit" part="button" type="submit" aria-disabled=${busy ? 'true' : nothing}>${say(busy ? 'working' : action)}</button>
    </form>
    ${state?.step === 'signed-out' ? nothing : wayOut(options)}`;
}

function wayOut({ say, isOwnWish, cancel, startAgain }: ScreenOptions): TemplateResult {
  return html`<p class="foot"><button class="link" part="button" type="button" @click=${isOwnWish ? cancel : startAgain}>${say(isOwnWish ? 'cancel' : 'startAgain')}</button></p>`;
}

function notices({ say, problem, message }: ScreenOptions): TemplateResult {
  const above = problem && problem.field === undefined ? problem.text : undefined;
  return html`<div class="alert" role="alert">${above ? html`<p class="notice bad">${icon('warning')}<span>${say(above)}</span></p>` : nothing}${message === 'ended' && !above ? html`<p class="notice">${icon('clock')}<span>${say('ended')}</span></p>` : nothing}</div>
    <div class="alert" role="status">${message && message !== 'ended' ? html`<p class="notice">${icon('check')}<span>${say(message)}</span></p>` : nothing}</div>`;
}

function capsNote({ say, capsLock }: ScreenOptions): TemplateResult {
  return html`<p class="caps" role="status">${capsLock ? html`${icon('warning')}<span>${say('capsLock')}</span>` : nothing}</p>`;
}

/** A field with what is wrong about it. */
function field(
  options: ScreenOptions,
  template: (field: FieldOptions) => TemplateResult,
  id: string,
  label: TextKey,
  autocomplete: string,
  more: Partial<FieldOptions> = {},
): TemplateResult {
  const { say, missing, problem } = options;
  const error = missing[id] ?? (problem?.field === id ? problem.text : undefined);
  return template({ id, label: say(label), autocomplete, error: error && say(error), ...more });
}

function password(
  options: ScreenOptions,
  id: string,
  label: TextKey,
  autocomplete: string,
  more: Partial<FieldOptions> = {},
): TemplateResult {
  const { say, shown, toggleShown: toggle, onKey } = options;
  const look: PasswordLook = { shown, toggle, onKey, toggleLabel: say(shown ? 'hidePassword' : 'showPassword') };
  return field(options, (given) => passwordField(given, look), id, label, autocomplete, more);
}

/** For password managers: whose password it is. */
function username({ state }: ScreenOptions): TemplateResult | typeof nothing {
  if (!state || state.step === 'signed-out') return nothing;
  return html`<input type="text" name="username" autocomplete="username" .value=${state.operator.name} hidden readonly />`;
}

function newPassword(options: ScreenOptions, title: TextKey, lead: TextKey): TemplateResult {
  const { isPasswordKnown, onTyped } = options;
  return form(options, title, lead, 'save', [
    username(options),
    isPasswordKnown ? nothing : password(options, 'current', 'current', 'current-password'),
    password(options, 'next', 'next', 'new-password', { describedBy: 'rules', onInput: (next) => onTyped({ next }) }),
    password(options, 'repeat', 'repeat', 'new-password', { onInput: (repeat) => onTyped({ repeat }) }),
    rules(options),
  ]);
}

const ruleTexts = { length: 'ruleLength', letter: 'ruleLetter', digit: 'ruleDigit', repeat: 'ruleRepeat' } as const;

function rules({ say, state, typed }: ScreenOptions): TemplateResult | typeof nothing {
  if (!state || state.step === 'signed-out') return nothing;
  const { policy } = state;
  return html`<div class="rules" id="rules">
    <p>${say('rules')}</p>
    <ul>${ruleStates(policy, typed.next, typed.repeat).map(
      ({ rule, met }) =>
        html`<li class=${met ? 'met' : 'open'}>${icon(met ? 'check' : 'dot')}<span>${say(ruleTexts[rule], { count: policy.minPasswordLength })}</span><span class="hidden-text">(${say(met ? 'met' : 'open')})</span></li>`,
    )}</ul>
    <p class="fine">${say('ruleHistory', { count: policy.passwordHistory })}</p>
  </div>`;
}

function enrolment(options: ScreenOptions): TemplateResult {
  const { say, enrolment: shown, copySecret } = options;
  return form(options, 'enrolTitle', 'enrolLead', 'confirm', [
    shown?.qr ? html`<p>${say('enrolScan')}</p>${picture(shown.qr, say('qr'))}` : nothing,
    html`<p>${say('enrolSecret')}</p>
      <p class="secret"><code dir="ltr">${shown?.secret.match(/.{1,4}/g)?.join(' ')}</code>
        <button class="quiet round" part="button" type="button" aria-label=${say('copy')} title=${say('copy')} @click=${copySecret}>${icon('copy')}</button></p>`,
    field(options, codeField, 'code', 'enrolCode', 'one-time-code'),
  ]);
}

function picture({ size, path }: QrPath, label: string): TemplateResult {
  return html`<svg class="qr" viewBox="0 0 ${size} ${size}" role="img" aria-label=${label} shape-rendering="crispEdges">${svg`<path fill="#000000" d=${path} />`}</svg>`;
}

function account(options: ScreenOptions): TemplateResult {
  const { say, state, go, cancel } = options;
  if (!state || state.step === 'signed-out') return html``;
  const { displayName, hasSecondFactor } = state.operator;
  return html`<div class="head">
      <h2 tabindex="-1">${say('accountTitle')}</h2>
      <p class="lead">${say('signedInAs', { name: displayName })}</p>
      <p class="lead">${say(hasSecondFactor ? 'factorOn' : 'factorOff')}</p>
    </div>
    ${notices(options)}
    <div class="choices">
      <button part="button" type="button" @click=${() => go('change')}>${say('changePassword')}</button>
      <button part="button" type="button" @click=${() => go('prove')}>${say(hasSecondFactor ? 'setUpAgain' : 'setUp')}</button>
      <button class="primary" part="button" type="button" @click=${cancel}>${say('done')}</button>
    </div>`;
}
