// Signing in by the built-in login, from name and password to being signed in, and what belongs to it afterwards: password,
// authenticator app, idling out. What the steps look like is screens.ts's matter.
import { formatText, type TextParams } from '@tellsafe/core/i18n';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { createLoginClient, type LoginClient } from '../../login/login-client.ts';
import { type LoginFailure, loginFailureOf } from '../../login/login-failure.ts';
import type { LoginState, LoginStep } from '../../login/login-state.ts';
import { AgentElement } from '../shared/agent-element.ts';
import type { Words } from '../shared/words.ts';
import { ActivityWatch } from './activity-watch.ts';
import { type FormErrors, failureText, missingFields } from './problems.ts';
import type { QrPath } from './qr-path.ts';
import { type Screen, screenView } from './screens.ts';
import { signInStyles } from './styles.ts';
import { type SignInTexts, signInTexts } from './texts.ts';

const screenOfStep: Readonly<Record<Exclude<LoginStep, 'done'>, Screen>> = {
  'signed-out': 'sign-in',
  'second-factor': 'code',
  'new-password': 'new-password',
  'enrol-second-factor': 'prove',
};

const firstInput = 'input:not([hidden])';

/**
 * The sign-in of the built-in login: `<tellsafe-sign-in account="acme">`.
 *
 * It shows nothing once somebody is signed in, keeps the login alive while they work, and comes back when it is over. Passwords,
 * codes and secrets are in its fields and its memory alone, and gone with the step that needed them.
 *
 * @fires signed-in - somebody is signed in, also right after loading; detail `{ operator }`
 * @fires signed-out - nobody is any more; detail `{ reason }`: `signed-out`, or `ended` by idling or by an admin
 * @fires account-closed - what `openAccount` has opened is closed
 * @slot brand - name of the desk, above the card
 * @slot hint - below the card while name and password are asked for
 * @csspart card - the card
 * @csspart button - buttons
 */
export class TellsafeSignIn extends AgentElement {
  static override styles = signInStyles;
  static override properties = {
    ...AgentElement.properties,
    account: { type: String },
    endpoint: { type: String },
    login: { attribute: false },
  };

  /** The account whose people sign in. */
  declare account: string | undefined;
  /** Where the login's routes are. Default `/operators`. */
  declare endpoint: string | undefined;
  /** The client to use; without one the element makes its own from `account` and `endpoint`. */
  declare login: LoginClient | undefined;

  #state: LoginState | undefined;
  #wish: Screen | undefined;
  #failed = false;
  #busy = false;
  #failure: LoginFailure | undefined;
  #missing: FormErrors = {};
  #message: 'ended' | 'saved' | 'enrolled' | 'copied' | undefined;
  /** Between the steps that need it again, so that nobody types it twice; gone when signed in or out. */
  #password: string | undefined;
  #enrolment: { readonly secret: string; readonly qr: QrPath | undefined } | undefined;
  #typed = { next: '', repeat: '' };
  #shown = false;
  #capsLock = false;
  #isLeaving = false;
  /** Selectors in the order of preference. */
  #focusNext: readonly string[] = [];
  #stopFollowing: (() => void) | undefined;
  readonly #watch = new ActivityWatch({
    touch: () => this.login?.touch(),
    check: () => void this.refresh(),
  });

  constructor() {
    super();
    this.account = undefined;
    this.endpoint = undefined;
    this.login = undefined;
  }

  /** How the sign-in stands; `undefined` until the server has answered. */
  get state(): LoginState | undefined {
    return this.#state;
  }

  /** Asks the server anew how it stands. */
  async refresh(): Promise<void> {
    try {
      const state = await this.login?.load();
      this.#failed = false;
      this.#onState(state);
    } catch {
      // Whoever is signed in stays so until the server says otherwise.
      this.#failed = this.#state === undefined;
    }
    this.requestUpdate();
  }

  /** Signs out; the card is there again. */
  async signOut(): Promise<void> {
    this.#isLeaving = true;
    // Without an answer the login idles out by itself.
    await this.login?.signOut().catch(() => undefined);
    this.#isLeaving = false;
  }

  /** Shows what somebody who is signed in can change: password and authenticator app. */
  openAccount(): void {
    if (this.#state?.step === 'done') this.#go('account');
  }

  /** Fills in name and password, as a password manager would. */
  fill({ name, password }: { readonly name: string; readonly password: string }): void {
    if (this.#screen !== 'sign-in') return;
    this.#field('name', name);
    this.#field('password', password);
    this.#focus('.submit');
  }

  /** Puts the focus into the first field. */
  override focus(): void {
    this.#focus(firstInput, 'h2');
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.#state?.step === 'done') this.#watch.start(this.#state);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watch.stop();
    this.#stopFollowing?.();
    this.#stopFollowing = undefined;
  }

  override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (!this.login && this.account) {
      const { account, endpoint } = this;
      this.login = createLoginClient({ account, ...(endpoint ? { endpoint } : {}) });
    }
    if (changed.has('login') || (this.login && !this.#stopFollowing)) this.#followLogin();
  }

  override updated(): void {
    for (const selector of this.#focusNext) {
      const target = this.renderRoot.querySelector<HTMLElement>(selector);
      if (!target) continue;
      this.#focusNext = [];
      target.focus();
      if (target instanceof HTMLInputElement) target.select();
      return;
    }
  }

  protected override follow(): readonly (() => void)[] {
    return [];
  }

  protected override view(words: Words): TemplateResult | typeof nothing {
    const screen = this.#screen;
    if (screen === 'nothing') return nothing;
    return html`<div class="stage ${screen}" dir=${words.direction}>
      <slot name="brand"></slot>
      <section class="card" part="card" aria-busy=${this.#busy}>${screenView(screen, {
        ...{ say: this.#say, words, state: this.#state, busy: this.#busy, missing: this.#missing },
        problem: this.#failure ? failureText(this.#failure, screen) : undefined,
        message: this.#message,
        ...{ isPasswordKnown: this.#password !== undefined, enrolment: this.#enrolment, typed: this.#typed },
        ...{ capsLock: this.#capsLock, shown: this.#shown, isOwnWish: this.#wish !== undefined },
        submit: this.#submit,
        retry: () => void this.refresh(),
        startAgain: () => void this.signOut(),
        cancel: () => this.#cancel(screen),
        go: (wanted) => this.#go(wanted),
        copySecret: () => void this.#copySecret(),
        toggleShown: () => this.#change(() => (this.#shown = !this.#shown)),
        onKey: this.#onKey,
        onTyped: (part) => this.#change(() => (this.#typed = { ...this.#typed, ...part })),
      })}</section>
      ${screen === 'sign-in' ? html`<slot name="hint"></slot>` : nothing}
    </div>`;
  }

  get #screen(): Screen {
    const state = this.#state;
    if (!state) return this.#failed ? 'unreachable' : 'loading';
    const screen = state.step === 'done' ? (this.#wish ?? 'nothing') : screenOfStep[state.step];
    return screen === 'prove' && this.#enrolment ? 'enrol' : screen;
  }

  readonly #say = (key: Exclude<keyof SignInTexts, 'locale'>, params?: TextParams): string =>
    formatText(signInTexts[this.words?.locale ?? 'en'], key, params);

  #followLogin(): void {
    this.#stopFollowing?.();
    this.#stopFollowing = this.login?.state.subscribe((state) => this.#onState(state));
    if (this.login) void this.refresh();
  }

  #onState(state: LoginState | undefined): void {
    const before = this.#state;
    if (!state || state === before) return;
    this.#state = state;
    const wasIn = before?.step === 'done';
    if (before?.step !== state.step) {
      this.#clearForm();
      this.#wish = undefined;
      this.#enrolment = undefined;
      this.#message = wasIn && !this.#isLeaving ? 'ended' : undefined;
      if (before || document.activeElement === document.body) this.#focus(firstInput, 'h2');
    }
    if (state.step === 'done' || state.step === 'signed-out') this.#password = undefined;
    if (state.step === 'done') this.#watch.start(state);
    else this.#watch.stop();
    this.requestUpdate();
    if (state.step === 'done' && !wasIn) this.tell('signed-in', { operator: state.operator });
    if (state.step !== 'done' && wasIn) this.tell('signed-out', { reason: this.#isLeaving ? 'signed-out' : 'ended' });
  }

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const screen = this.#screen;
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const read = (name: string): string => String(form.get(name) ?? '');
    this.#missing = missingFields(screen, [...form.keys()], read);
    this.#failure = undefined;
    const [first] = Object.keys(this.#missing);
    if (first !== undefined) this.#focus(`#${first}`);
    else void this.#run(screen, () => this.#send(screen, read));
    this.requestUpdate();
  };

  async #send(screen: Screen, read: (name: string) => string): Promise<void> {
    const { login } = this;
    if (!login) return;
    if (screen === 'sign-in') {
      this.#password = read('password');
      await login.signIn(read('name').trim(), this.#password);
    } else if (screen === 'code') await login.passSecondFactor(read('code'));
    else if (screen === 'prove') await this.#beginEnrolment(read('password'));
    else if (screen === 'enrol') {
      await login.confirmEnrolment(read('code'));
      this.#finish('enrolled');
    } else {
      await login.changePassword(this.#password ?? read('current'), read('next'));
      this.#finish('saved');
    }
  }

  /** One step at a time; what went wrong is said beside what is wrong, and the focus goes there. */
  async #run(screen: Screen, work: () => Promise<void>): Promise<void> {
    const before = this.login?.state.get();
    if (this.#busy || !before) return;
    this.#busy = true;
    this.#message = undefined;
    try {
      await work();
    } catch (error) {
      this.#failure = loginFailureOf(error, before, this.login?.state.get() ?? before);
      const isOtherPassword = this.#failure.reason === 'password' || screen === 'sign-in';
      if (isOtherPassword) this.#password = undefined;
      const { field = 'password' } = failureText(this.#failure, screen);
      this.#focus(...(this.#screen === screen ? [`#${field}`] : []), firstInput);
    }
    this.#busy = false;
    this.requestUpdate();
    const password = this.#password;
    // The password of the sign-in is good for the step that follows it.
    const goesOn = this.#screen === 'prove' && password !== undefined && !this.#failure;
    if (goesOn) void this.#run('prove', () => this.#beginEnrolment(password));
  }

  async #beginEnrolment(password: string): Promise<void> {
    const enrolment = await this.login?.beginEnrolment(password);
    if (!enrolment) return;
    const drawing = await import('./qr-path.ts').catch(() => undefined); // without the picture there is still the key
    this.#clearForm();
    this.#enrolment = { secret: enrolment.secret, qr: drawing?.qrPath(enrolment.uri) };
    this.#focus(firstInput);
  }

  /** Back to what somebody has come from of their own accord. */
  #finish(message: 'saved' | 'enrolled'): void {
    if (this.#wish === undefined) return;
    this.#go('account');
    this.#message = message;
  }

  #cancel(screen: Screen): void {
    this.#go(screen === 'account' ? undefined : 'account');
    if (this.#wish === undefined) this.tell('account-closed', {});
  }

  #go(screen: Screen | undefined): void {
    this.#clearForm();
    this.#wish = screen;
    this.#enrolment = undefined;
    this.#message = undefined;
    this.#focus(firstInput, 'h2');
    this.requestUpdate();
  }

  async #copySecret(): Promise<void> {
    await navigator.clipboard.writeText(this.#enrolment?.secret ?? '');
    this.#change(() => (this.#message = 'copied'));
  }

  #clearForm(): void {
    this.#failure = undefined;
    this.#missing = {};
    this.#typed = { next: '', repeat: '' };
    this.#shown = false;
    this.#capsLock = false;
    for (const input of this.renderRoot.querySelectorAll('input')) input.value = '';
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const isOn = event.getModifierState('CapsLock');
    if (isOn !== this.#capsLock) this.#change(() => (this.#capsLock = isOn));
  };

  #field(id: string, value: string): void {
    const input = this.renderRoot.querySelector<HTMLInputElement>(`#${id}`);
    if (input) input.value = value;
  }

  #focus(...selectors: readonly string[]): void {
    this.#focusNext = selectors;
    this.requestUpdate();
  }

  #change(change: () => unknown): void {
    change();
    this.requestUpdate();
  }
}
