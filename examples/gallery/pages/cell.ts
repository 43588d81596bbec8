// One cell: a document of its own, because a form page is one. `?group=…&name=…&language=…&theme=…&scheme=…`
import { isRightToLeft, pickLocale } from '@tellsafe/core/i18n';
import { scenes } from './scenes.ts';
import { themes } from './themes.ts';

const wanted = new URLSearchParams(location.search);
const language = pickLocale([wanted.get('language') ?? 'en']);
const root = document.documentElement;
root.style.colorScheme = wanted.get('scheme') ?? 'light';
root.lang = language;
root.dir = isRightToLeft(language) ? 'rtl' : 'ltr';

const scene = scenes[wanted.get('group') ?? '']?.[wanted.get('name') ?? ''];
await scene?.({ language, theme: themes[wanted.get('theme') ?? ''] ?? {} });
root.dataset.shown = scene ? 'yes' : 'unknown';
