// The line icons of the elements: 24 units, current colour, decorative (texts stand beside them).
import { html, type TemplateResult } from 'lit';

const shapes = {
  lock: 'M7 11V8a5 5 0 0 1 10 0v3M6 11h12a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1Z',
  form: 'M8 4h8a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H8a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2ZM9.5 9h5M9.5 12.5h5M9.5 16h3',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM16 16l4.5 4.5',
  send: 'M5 12h13M12.5 6l6 6-6 6',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12ZM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z',
  eyeOff:
    'M4 4l16 16M9.9 5.8A9 9 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a17 17 0 0 1-3 3.7M6.3 7.6A16 16 0 0 0 2.5 12S6 18.5 12 18.5a9 9 0 0 0 4.2-1M10 10a3 3 0 0 0 4 4.2',
  copy: 'M9 8h9a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H9a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1ZM5 15.5V5a1 1 0 0 1 1-1h9.5',
  close: 'M6 6l12 12M18 6L6 18',
  back: 'M19 12H5.5M11 6l-6 6 6 6',
  warning: 'M12 4.5l8.5 15h-17L12 4.5ZM12 10v4.5M12 17v.3',
  clock: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM12 7.5V12l3 2',
  chat: 'M5 5h14a1 1 0 0 1 1 1v9.5a1 1 0 0 1-1 1h-8L7 20v-3.5H5a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1Z',
  signOut: 'M14 8V5.5a1 1 0 0 0-1-1H6a1 1 0 0 0-1 1v13a1 1 0 0 0 1 1h7a1 1 0 0 0 1-1V16M9.5 12H20M17 9l3 3-3 3',
  transfer: 'M4 8.5h14M14.5 5L18 8.5 14.5 12M20 15.5H6M9.5 12L6 15.5 9.5 19',
  chevron: 'M7 10l5 5 5-5',
  dot: 'M12 13.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3Z',
  chart: 'M4.5 4.5v15h15M8 15.5l3.5-4 3 2.5 4.5-6',
  table: 'M5 5h14a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1ZM4 10h16M4 14.5h16M10 10v9',
  refresh: 'M19 8.5A7.5 7.5 0 1 0 19.5 13M19.5 4.5v4.5H15',
  download: 'M12 4.5v10M8 11l4 4 4-4M5 19.5h14',
  shield: 'M12 3.5l7 2.5v5.5c0 4.2-2.8 7.4-7 9-4.2-1.6-7-4.8-7-9V6l7-2.5ZM8.8 12l2.3 2.3 4.2-4.4',
  entrance: 'M13.5 4.5h5a1 1 0 0 1 1 1v13a1 1 0 0 1-1 1h-5M4.5 12h10M10.5 8l4 4-4 4',
  hook: 'M12 6.5a2.5 2.5 0 1 1 2.5 3.6l2 4.4M12 10.5l-2.6 4.6a2.5 2.5 0 1 1-3.8-2.4M10 17.5h5a2.5 2.5 0 1 0 2-2.5',
  people:
    'M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 19.5a6.5 6.5 0 0 1 13 0M15.5 4.9a3.5 3.5 0 0 1 0 6.2M18 14a6.5 6.5 0 0 1 3.5 5.5',
  policy: 'M5 4.5h14v15H5ZM8.5 9l1.5 1.5L12.5 8M15 9.5h1.5M8.5 15l1.5 1.5 2.5-2.5M15 15.5h1.5',
  menu: 'M4.5 7h15M4.5 12h15M4.5 17h15',
  undo: 'M5 9.5h9a5 5 0 0 1 0 10H9M8.5 6L5 9.5 8.5 13',
  redo: 'M19 9.5h-9a5 5 0 0 0 0 10h5M15.5 6L19 9.5 15.5 13',
  grip: 'M9 6v.2M9 12v.2M9 18v.2M15 6v.2M15 12v.2M15 18v.2',
  up: 'M12 19V5.5M6 11l6-6 6 6',
  down: 'M12 5v13.5M6 13l6 6 6-6',
  trash: 'M5 7h14M10 4.5h4M7 7l1 12.5h8L17 7M10.5 11v5M13.5 11v5',
  plus: 'M12 5v14M5 12h14',
  edit: 'M5 19l1-4L16 5l3 3L9 18l-4 1ZM14 7l3 3',
} as const;

/** Name of an icon. */
export type IconName = keyof typeof shapes;

/**
 * An icon.
 *
 * @param name - which
 * @param extra - further class names, such as `flips` for those that point along the line
 */
export function icon(name: IconName, extra = ''): TemplateResult {
  return html`<svg class="icon ${extra}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false"><path d=${shapes[name]} /></svg>`;
}
