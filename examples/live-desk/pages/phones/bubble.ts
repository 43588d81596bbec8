// Something on the screen of a phone: a text, a button or a card, as its channel shows links. Texts are texts, never markup.
import { type EntryView, fileTypes } from '../../src/phones/view.ts';

/** As wide as a phone, and high enough for a form. */
const PHONE_WINDOW = 'popup,noopener,noreferrer,width=412,height=880';
const svgName = 'http://www.w3.org/2000/svg';

/** Makes it; its state is filled in by whoever shows it. */
export function bubble({ from, text, at, link, file }: EntryView): {
  readonly element: HTMLElement;
  readonly state: HTMLElement;
} {
  const element = made('div', `entry ${from}`);
  const state = made('span', 'state');
  const said = made('div', 'bubble');
  said.dir = 'auto';
  said.title = new Date(at).toLocaleTimeString();
  if (file) said.append(sentFile(file));
  if (link?.as === 'card') element.append(card(text, link));
  else {
    said.append(...withLinks(text));
    element.append(said);
  }
  if (link?.as === 'button') said.append(anchor(link.url, link.label, 'open'));
  if (link?.as === 'chip') element.append(anchor(link.url, link.label, 'chip'));
  element.append(state);
  return { element, state };
}

/** A picture is shown, anything else by its name. */
function sentFile(file: NonNullable<EntryView['file']>): HTMLElement {
  if (!fileTypes[file].startsWith('image/')) return Object.assign(made('span', 'file'), { textContent: file });
  return Object.assign(document.createElement('img'), {
    className: 'picture',
    src: `/phones/files/${file}`,
    alt: file,
  });
}

/** A text, with what looks like a link as one. */
function withLinks(text: string): (Node | string)[] {
  return text
    .split(/(https?:\/\/\S+)/)
    .map((part, at) => (at % 2 === 1 && URL.canParse(part) ? anchor(part, part, 'link') : part));
}

function card(title: string, { url, label }: NonNullable<EntryView['link']>): HTMLElement {
  const element = anchor(url, '', 'card');
  const [name, host] = [made('strong', ''), made('span', '')];
  name.textContent = title;
  host.textContent = label;
  element.append(lock(), name, host);
  return element;
}

function lock(): SVGElement {
  const picture = document.createElementNS(svgName, 'svg');
  picture.setAttribute('viewBox', '0 0 24 24');
  picture.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(svgName, 'path');
  path.setAttribute('d', 'M7 11V8a5 5 0 0 1 10 0v3M5 11h14v10H5z');
  picture.append(path);
  return picture;
}

function anchor(url: string, text: string, className: string): HTMLAnchorElement {
  const element = Object.assign(document.createElement('a'), {
    className,
    href: url,
    target: '_blank',
    textContent: text,
  });
  element.rel = 'noopener noreferrer';
  element.addEventListener('click', (event) => {
    // Whoever wants a tab gets one.
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    window.open(url, '', PHONE_WINDOW);
  });
  return element;
}

function made(name: string, className: string): HTMLElement {
  return Object.assign(document.createElement(name), { className });
}
