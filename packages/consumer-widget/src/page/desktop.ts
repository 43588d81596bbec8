// A link that is opened on a computer (SF-CN-04): it says that a mobile or tablet is needed, or hands over by a code that such a
// device scans. Loaded only where the page finds no sign of a mobile in the browser's name; spends nothing and opens nothing.
import { pickLocale } from '@tellsafe/core/i18n';
import { type LinkTexts, loadLinkTexts } from '@tellsafe/core/i18n/link';
import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import { watchInvitation } from '../controllers/connection.ts';
import type { FormState } from '../controllers/form-state.ts';
import { icon } from '../styles/form-icons.ts';
import { desktopStyles } from './desktop-styles.ts';
import { createDeviceTransport } from './device-transport.ts';
import type { PageSettings } from './metas.ts';
import type { PageEnvironment } from './page.ts';
import { type QrPath, qrPath } from './qr-path.ts';

/**
 * Whether somebody holds the device in their hands although its browser calls itself a computer's: iPads say "Macintosh", and tablets
 * ask for sites as computers see them. A computer whose screen can be touched as well has a mouse first. A convenience, no safeguard.
 *
 * @param window - the page's window
 */
export function isHandHeld(window: Pick<Window, 'navigator' | 'matchMedia'>): boolean {
  const { maxTouchPoints, userAgent } = window.navigator;
  // No Mac has a screen that can be touched.
  if (/Macintosh/.test(userAgent)) return maxTouchPoints > 1;
  return maxTouchPoints > 0 && window.matchMedia('(pointer: coarse) and (hover: none)').matches;
}

/**
 * Takes the form's place where the device is a computer.
 *
 * @param environment - of the page
 * @param settings - of the page
 * @param handle - of the link
 * @returns whether it did
 */
export async function standAside(
  environment: PageEnvironment,
  settings: PageSettings,
  handle: string,
): Promise<boolean> {
  const { window, form } = environment;
  if (form.canLeave || isHandHeld(window)) return false;
  const { language, desktop } = settings;
  const texts = await loadLinkTexts(pickLocale([language, ...window.navigator.languages].filter(Boolean)));
  if (desktop !== 'handoff') show(environment, texts);
  else {
    // The secret stays in the page: the code is drawn here, and its link has the secret in the fragment.
    const { origin, pathname, search } = window.location;
    const hide = show(environment, texts, qrPath(`${origin}${pathname}${search}#${handle}`));
    followTheOther(environment, settings, handle, hide);
  }
  return true;
}

/** Says live how the form stands, with the form's own element, once the other device has opened it or it has ended. */
function followTheOther(
  { form, fetch, clock }: PageEnvironment,
  { base }: PageSettings,
  handle: string,
  hide: () => void,
): void {
  const tell = (part: Partial<FormState>) => {
    hide();
    form.state = { ...form.state, ...part };
  };
  watchInvitation({
    transport: createDeviceTransport({ base, fetch, clock }),
    handle,
    onStatus({ status, form: { name: formName }, agentName }) {
      if (status === 'sent' || status === 'received') return;
      tell({ view: status === 'viewed' ? 'elsewhere' : status, formName, agentName });
    },
    onOnline() {},
    onRefused: () => tell({ view: 'failed' }),
  });
}

/**
 * Shows the page in place of the form: within its element, for its colours and type; its language is the document's.
 *
 * @returns a function that gives the form its place back
 */
function show({ window: { document }, form }: PageEnvironment, texts: LinkTexts, code?: QrPath): () => void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(desktopStyles);
  document.adoptedStyleSheets.push(sheet);
  const page = document.createElement('div');
  page.className = 'desktop';
  render(pageTemplate(texts, code), page);
  // Before what the element itself renders, which may take away whatever comes after.
  form.prepend(page);
  return () => page.remove();
}

function pageTemplate({ pageTitle, mobileOnly, scanCode }: LinkTexts, code?: QrPath): TemplateResult {
  return html`<header class="bar"><h1>${pageTitle}</h1></header>
    <main><div class="landing">
      <div class="notice" role="status"><span class="badge">${icon('device')}</span><p>${mobileOnly}</p></div>
      ${code ? codeTemplate(code, scanCode) : nothing}
    </div></main>`;
}

/** Dark on light also where all else is light on dark: that is what cameras read. */
function codeTemplate({ size, path }: QrPath, words: string): TemplateResult {
  return html`<figure>
    <svg role="img" aria-labelledby="scan" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><rect width=${size} height=${size} fill="#ffffff"></rect><path d=${path} fill="#000000"></path></svg>
    <figcaption id="scan">${words}</figcaption>
  </figure>`;
}
