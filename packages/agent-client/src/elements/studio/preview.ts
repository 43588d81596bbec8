// The preview of a form: a frame with the kit's own preview page, which shows the very component that consumers get and can reach nothing.
// What is to be shown goes in over a port after a hello to that page's origin; nothing that is typed comes out.
import type { FormDefinition } from '@tellsafe/core/form';
import { localeOptions } from '@tellsafe/core/i18n';
import type { Theme } from '@tellsafe/core/theme';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { icon } from '../shared/icons.ts';
import { previewStyles } from './preview-styles.ts';
import type { Writing } from './writing.ts';

/** Width of a desktop's window, CSS pixels. */
const DESKTOP_WIDTH = 1_024;

const HELLO = 'tellsafe-preview/v1';

/** A page that has not answered by then is not allowed here, or not there. */
const ANSWER_MS = 15_000;

/** `<tellsafe-studio-preview>`: phone or desktop, light or dark, in any language. */
export class StudioPreview extends LitElement {
  static override styles = previewStyles;
  static override properties = {
    writing: { attribute: false },
    address: { attribute: false },
    definition: { attribute: false },
    theme: { attribute: false },
    device: { state: true },
    scheme: { state: true },
    spoken: { state: true },
    failed: { state: true },
  };

  declare writing: Writing | undefined;
  /** Of the preview page. */
  declare address: string;
  declare definition: FormDefinition | undefined;
  /** Of the account. */
  declare theme: Theme;
  declare private device: 'phone' | 'desktop';
  declare private scheme: 'light' | 'dark';
  declare private spoken: string;
  declare private failed: boolean;

  #port: MessagePort | undefined;
  readonly #sizes = new ResizeObserver(() => this.#resize());
  #shown = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.address = '';
    this.theme = {};
    this.device = 'phone';
    this.scheme = 'light';
    this.spoken = '';
    this.failed = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#sizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes.disconnect();
    this.#hangUp();
  }

  override updated(_changed: PropertyValues): void {
    this.#resize();
    if (!this.renderRoot.querySelector('iframe')) this.#hangUp();
    this.#show();
  }

  override render(): TemplateResult | typeof nothing {
    const { writing, address, definition } = this;
    if (!writing) return nothing;
    const { say } = writing;
    return html`<div class="bar">
        <div class="group" role="group" aria-label=${say('preview')}>
          ${this.#choice('device', 'phone', say('previewPhone'))}${this.#choice('device', 'desktop', say('previewDesktop'))}
        </div>
        <div class="group" role="group" aria-label=${say('theme')}>
          ${this.#choice('scheme', 'light', say('previewLight'))}${this.#choice('scheme', 'dark', say('previewDark'))}
        </div>
        <select aria-label=${say('previewLanguage')} @change=${this.#onLanguage}>
          ${localeOptions().map(({ tag, name }) => html`<option value=${tag} lang=${tag} ?selected=${tag === this.#language}>${name}</option>`)}
        </select>
      </div>
      ${this.failed ? html`<p class="notice warn">${icon('warning')}<span>${say('previewFailed', { origin: originOf(address) })}</span></p>` : nothing}
      <div class="screen ${this.device}" ?hidden=${this.failed}>
        ${
          definition && address
            ? html`<iframe title=${say('preview')} sandbox="allow-scripts allow-same-origin allow-forms" src=${address} @load=${this.#onLoad}></iframe>`
            : html`<p class="empty">${say('previewWaiting')}</p>`
        }
      </div>
      <p class="muted">${say('previewNote')}</p>`;
  }

  get #language(): string {
    return this.spoken || (this.writing?.words.locale ?? 'en');
  }

  #choice(member: 'device' | 'scheme', value: string, text: string): TemplateResult {
    const isChosen = this[member] === value;
    const choose = () => Object.assign(this, { [member]: value });
    return html`<button type="button" aria-pressed=${isChosen} @click=${choose}>${text}</button>`;
  }

  readonly #onLanguage = (event: Event): void => {
    this.spoken = (event.target as HTMLSelectElement).value;
  };

  readonly #onLoad = (event: Event): void => {
    this.#hangUp();
    const target = (event.target as HTMLIFrameElement).contentWindow;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => {
      if (data?.type !== 'ready') return;
      clearTimeout(this.#timer);
      this.failed = false;
      this.#port = port1;
      this.#show();
    };
    this.#timer = setTimeout(() => {
      this.failed = !this.#port;
    }, ANSWER_MS);
    target?.postMessage({ type: HELLO }, originOf(this.address), [port2]);
  };

  /** Tells the page once what is to be seen, so that what somebody typed there to try it stays until the form changes. */
  #show(): void {
    if (!this.#port || !this.definition) return;
    const { definition, theme, scheme } = this;
    const message = { type: 'show', definition, theme, scheme, language: this.#language };
    const text = JSON.stringify(message);
    if (text === this.#shown) return;
    this.#shown = text;
    this.#port.postMessage(message);
  }

  /** A desktop's width made small enough for the column. */
  #resize(): void {
    const scale = Math.min(1, this.clientWidth / DESKTOP_WIDTH);
    if (scale > 0) this.style.setProperty('--scale', `${scale}`);
  }

  #hangUp(): void {
    clearTimeout(this.#timer);
    this.#port?.close();
    this.#port = undefined;
    this.#shown = '';
  }
}

function originOf(address: string): string {
  return URL.canParse(address) ? new URL(address).origin : '';
}
