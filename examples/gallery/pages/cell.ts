// One cell: a document of its own, because a form page is one. `?group=…&name=…&language=…&theme=…&scheme=…`
import { isRightToLeft, type LocaleTag, loadTexts, pickLocale } from '@tellsafe/core/i18n';
import { scenes } from './scenes.ts';
import { themes } from './themes.ts';

const wanted = new URLSearchParams(location.search);
const language = pickLocale([wanted.get('language') ?? 'en']);
const root = document.documentElement;
root.style.colorScheme = wanted.get('scheme') ?? 'light';
write(language);

const scene = scenes[wanted.get('group') ?? '']?.[wanted.get('name') ?? ''];
const theme = themes[wanted.get('theme') ?? ''] ?? {};
await scene?.({ language, theme });
root.dataset.shown = scene ? 'yes' : 'unknown';

function write(tag: LocaleTag): void {
  root.lang = tag;
  root.dir = isRightToLeft(tag) ? 'rtl' : 'ltr';
}

/** Another language for what a consumer sees, without loading the cell anew: the tests go through many. */
async function speak(tag: LocaleTag): Promise<void> {
  write(tag);
  if (document.querySelector('.desktop')) {
    // It was written once, in the language of its link.
    document.body.replaceChildren();
    return scene?.({ language: tag, theme });
  }
  for (const form of document.querySelectorAll('tellsafe-form')) {
    form.texts = await loadTexts(tag);
    await form.updateComplete;
  }
  for (const invitation of document.querySelectorAll('tellsafe-invitation')) {
    invitation.language = tag;
    const isSpoken = () => invitation.shadowRoot?.querySelector('.bubble')?.getAttribute('lang') === tag;
    while (!isSpoken()) await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

Object.assign(globalThis, { speak });
