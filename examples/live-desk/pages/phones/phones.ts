// The phones of consumers: a tab for each entry point, on each a phone that several people use, and what may go wrong at its provider. On
// a wide screen the agents' desk is beside them.
import type { Command, LineView, PhonesView } from '../../src/phones/view.ts';
import { query } from '../query.ts';
import { PhonePanel } from './panel.ts';

/** From this width on there is room for desk and phones. */
const WIDE = matchMedia('(min-width: 1100px)');

const tabs = query('[role=tablist]', HTMLElement);
const place = query('.line', HTMLElement);
const status = query('.status', HTMLElement);
const panels = new Map<string, PhonePanel>();
let chosen = '';

showDesk();
WIDE.addEventListener('change', showDesk);
const events = new EventSource('/phones/events');
events.addEventListener('message', ({ data }) => show(JSON.parse(data) as PhonesView));
events.addEventListener('error', () => {
  status.textContent = 'Connecting …';
});
tabs.addEventListener('keydown', onKey);

/** The desk has a login of its own; it is loaded where it can be seen, and stays. */
function showDesk(): void {
  const beside = WIDE.matches && !new URLSearchParams(location.search).has('alone');
  document.body.classList.toggle('beside', beside);
  const aside = query('.desk', HTMLElement);
  if (beside && !aside.firstChild)
    aside.append(Object.assign(document.createElement('iframe'), { src: '/desk', title: 'Desk' }));
}

function show(view: PhonesView): void {
  status.textContent = '';
  for (const line of view.lines) {
    const known = panels.get(line.id);
    const panel = known ?? addPanel(line, view.seed);
    if (panel.update(line) && line.id !== chosen) panel.tab.append(news());
  }
  if (chosen === '') choose(view.lines[0]?.id ?? '');
}

function addPanel(line: LineView, seed: number): PhonePanel {
  const tab = Object.assign(document.createElement('button'), { type: 'button', role: 'tab', id: `tab-${line.id}` });
  const [product, label] = [document.createElement('strong'), document.createElement('span')];
  product.textContent = line.product;
  label.textContent = line.label;
  tab.append(product, ' ', label);
  tab.addEventListener('click', () => choose(line.id));
  const panel = new PhonePanel({ line, seed, tab, send });
  panels.set(line.id, panel);
  tabs.append(tab);
  return panel;
}

/** Something came that nobody has looked at. */
function news(): HTMLElement {
  const dot = Object.assign(document.createElement('span'), { className: 'news', role: 'img', ariaLabel: 'new' });
  return dot;
}

function choose(id: string): void {
  const panel = panels.get(id);
  if (!panel) return;
  chosen = id;
  for (const [each, { tab }] of panels) {
    tab.ariaSelected = String(each === id);
    tab.tabIndex = each === id ? 0 : -1;
  }
  for (const dot of panel.tab.querySelectorAll('.news')) dot.remove();
  place.dataset.channel = panel.channel;
  place.setAttribute('aria-labelledby', panel.tab.id);
  place.replaceChildren(...panel.elements);
  panel.scroll();
}

/** Arrows go from tab to tab, as in every list of tabs. */
function onKey(event: KeyboardEvent): void {
  const ids = [...panels.keys()];
  const isRtl = getComputedStyle(tabs).direction === 'rtl';
  const [next, previous] = isRtl ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft'];
  const at = ids.indexOf(chosen);
  const steps: Readonly<Record<string, number>> = { [next]: at + 1, [previous]: at - 1, Home: 0, End: -1 };
  const to = steps[event.key];
  if (to === undefined) return;
  event.preventDefault();
  choose(ids.at(to % ids.length) ?? '');
  panels.get(chosen)?.tab.focus();
}

async function send(command: Command): Promise<boolean> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(command) };
  const answer = await fetch('/phones/act', init).catch(() => undefined);
  status.textContent = answer?.ok ? '' : 'That did not go through. Please try again.';
  return answer?.ok === true;
}
