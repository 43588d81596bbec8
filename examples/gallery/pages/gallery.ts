// The gallery's own page: choices at the top, cells below. The choices stand in the address, so that a view can be shared.
import { localeOptions } from '@tellsafe/core/i18n';
import { DEFAULT_HEIGHT, heights, scenes, themedGroups } from './scenes.ts';
import { themes } from './themes.ts';

const form = document.querySelector<HTMLFormElement>('#choices') as HTMLFormElement;
const main = document.querySelector('#cells') as HTMLElement;

function fill(name: string, options: readonly (readonly [value: string, text: string])[]): void {
  const select = form.elements.namedItem(name) as HTMLSelectElement;
  select.append(...options.map(([value, text]) => new Option(text, value)));
}

fill(
  'scene',
  Object.entries(scenes).flatMap(([group, named]) =>
    Object.keys(named).map((name) => [`${group}/${name}`, `${group}: ${name}`] as const),
  ),
);
fill(
  'theme',
  Object.keys(themes).map((name) => [name, name]),
);
fill(
  'language',
  localeOptions().map(({ tag, name }) => [tag, `${name} (${tag})`]),
);

interface Choices {
  readonly axis: string;
  readonly scene: string;
  readonly theme: string;
  readonly language: string;
  readonly scheme: string;
  readonly width: string;
}

const defaults: Choices = {
  axis: 'state',
  scene: 'Form/to fill',
  theme: 'Default',
  language: 'en',
  scheme: matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
  width: '390',
};

function cell(caption: string, scene: string, choices: Choices): HTMLElement {
  const [group = '', name = ''] = scene.split('/');
  const { language, theme, scheme, width } = choices;
  const query = new URLSearchParams({ group, name, language, theme, scheme });
  const frame = document.createElement('iframe');
  Object.assign(frame, { src: `cell.html?${query}`, title: caption, loading: 'lazy' });
  Object.assign(frame, { width, height: String(heights[group] ?? DEFAULT_HEIGHT) });
  const figure = document.createElement('figure');
  const text = document.createElement('figcaption');
  text.textContent = caption;
  figure.append(text, frame);
  return figure;
}

function row(heading: string, cells: readonly HTMLElement[]): HTMLElement {
  const section = document.createElement('section');
  const title = document.createElement('h2');
  const line = document.createElement('div');
  title.textContent = heading;
  line.className = 'row';
  line.append(...cells);
  section.append(title, line);
  return section;
}

function rows(choices: Choices): HTMLElement[] {
  const { axis, scene, theme } = choices;
  if (axis === 'theme') {
    return [
      row(
        scene,
        Object.keys(themes).map((name) => cell(name, scene, { ...choices, theme: name })),
      ),
    ];
  }
  if (axis === 'language') {
    const cells = localeOptions().map(({ tag, name }) =>
      cell(`${name} (${tag})`, scene, { ...choices, language: tag }),
    );
    return [row(scene, cells)];
  }
  return Object.entries(scenes).map(([group, named]) =>
    row(
      themedGroups.includes(group) && theme !== 'Default' ? `${group}, ${theme}` : group,
      Object.keys(named).map((name) => cell(name, `${group}/${name}`, choices)),
    ),
  );
}

function show(choices: Choices): void {
  for (const [name, value] of Object.entries(choices)) {
    (form.elements.namedItem(name) as HTMLSelectElement).value = value;
  }
  document.documentElement.style.colorScheme = choices.scheme;
  main.replaceChildren(...rows(choices));
}

form.addEventListener('change', () => {
  const choices = { ...defaults, ...(Object.fromEntries(new FormData(form)) as Partial<Choices>) };
  history.replaceState(null, '', `?${new URLSearchParams({ ...choices })}`);
  show(choices);
});

show({ ...defaults, ...Object.fromEntries(new URLSearchParams(location.search)) });
