// The preview document: shows a form that is being edited, with the very element that consumers get. There is no handle, no key and no
// way to a server (`connect-src 'none'`); what is typed is forgotten when the form is "submitted", and never leaves the document.
import { isRightToLeft } from '@tellsafe/core/i18n';
import type { TellsafeForm } from '../components/form/form.ts';
import { type FormState, initialState } from '../controllers/form-state.ts';
import { loadTextsFor } from '../internal/texts.ts';
import { applyTheme } from './apply-theme.ts';
import { readSettings } from './metas.ts';
import { PREVIEW_HELLO, type PreviewRequest, parsePreviewRequest } from './preview-messages.ts';

/** Said above the form in the languages of the studio, so that nobody takes the document for a form. */
const notes: Readonly<Record<string, string>> = {
  ar: 'معاينة – لا يُرسل أي شيء',
  de: 'Vorschau – es wird nichts gesendet',
  en: 'Preview – nothing is sent',
};

/**
 * Starts the preview. Without a frame of an allowed origin around it stays empty.
 *
 * **Security:** only a hello of the direct parent from an allowed origin counts, and only the first.
 *
 * @param window - the document's window
 * @param form - not yet in the document
 */
export function startPreview(window: Window, form: TellsafeForm): void {
  const { hosts } = readSettings(window.document);
  if (window.parent === window) return;
  const allowed = [...hosts, window.location.origin];
  let port: MessagePort | undefined;
  window.addEventListener('message', ({ data, source, origin, ports }: MessageEvent) => {
    if (port || source !== window.parent || !allowed.includes(origin) || data?.type !== PREVIEW_HELLO) return;
    port = ports[0];
    if (!port) return;
    const preview = new Preview(window.document, form);
    port.onmessage = (message) => {
      const request = parsePreviewRequest(message.data);
      if (request) void preview.show(request);
    };
    port.postMessage({ type: 'ready' });
  });
}

class Preview {
  readonly #document: Document;
  readonly #form: TellsafeForm;
  readonly #note: HTMLElement;
  #language: string | undefined;
  #shown: FormState = initialState;

  constructor(document: Document, form: TellsafeForm) {
    this.#document = document;
    this.#form = form;
    this.#note = document.createElement('p');
    this.#note.className = 'preview-note';
    document.body.append(this.#note, form);
    const back = () => this.#show(this.#shown);
    form.actions = {
      open: back,
      submit: () => this.#show({ ...this.#shown, view: 'success' }),
      extend: () => undefined,
      decline: () => this.#show({ ...this.#shown, view: 'declined' }),
      leave: back,
      edited: () => undefined,
    };
  }

  async show({ definition, theme, language, scheme }: PreviewRequest): Promise<void> {
    if (language !== this.#language) await this.#speak(language);
    const own = { ...theme, ...definition.theme };
    const { statusBarLightContent } = own;
    // First, because a theme may allow light alone.
    this.#document.documentElement.style.colorScheme = scheme ?? '';
    applyTheme(this.#document, statusBarLightContent === undefined ? {} : { statusBarLightContent });
    this.#shown = {
      ...initialState,
      ...{ view: 'filling', formName: definition.name, agentName: 'Maya', secondsLeft: 1_800, theme: own, definition },
    };
    this.#show(this.#shown);
  }

  #show(state: FormState): void {
    this.#form.state = state;
  }

  async #speak(language: string): Promise<void> {
    this.#language = language;
    const texts = await loadTextsFor(language);
    if (this.#language !== language) return;
    const { documentElement: root } = this.#document;
    root.lang = texts.locale;
    root.dir = isRightToLeft(texts.locale) ? 'rtl' : 'ltr';
    this.#form.texts = texts;
    const spoken = language.split('-')[0] ?? '';
    const known = Object.hasOwn(notes, spoken) ? spoken : 'en';
    this.#note.lang = known;
    this.#note.dir = known === 'ar' ? 'rtl' : 'ltr';
    this.#note.textContent = notes[known] ?? '';
  }
}
