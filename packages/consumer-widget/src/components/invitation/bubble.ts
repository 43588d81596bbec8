// What the bubble of an invitation looks like at a moment: builds its elements once and writes the state into them. Knows no server.
import { type BubbleTexts, isRightToLeft } from '@tellsafe/core/i18n';
import type { Theme } from '@tellsafe/core/theme';
import { adoptStyles, make, write } from '../../internal/dom.ts';
import { cssColor } from '../../internal/theme-colors.ts';
import { lockMark, lockOutlines } from '../../styles/icons.ts';
import { invitationStyles } from './styles.ts';

/** All that a bubble shows. */
export interface BubbleState {
  readonly texts: BubbleTexts;
  /** The form's name. */
  readonly name: string;
  readonly description: string;
  /** The status in words. */
  readonly status: string;
  /** Text of the button that opens the form; without it there are no buttons. */
  readonly action: string | undefined;
  /** Whether the buttons can be pressed. */
  readonly usable: boolean;
  /** Whether the form was submitted. */
  readonly done: boolean;
  /** What account and form say about its looks. */
  readonly theme: Theme | undefined;
}

/** What a person does with a bubble. */
export interface BubbleActions {
  open(): void;
  decline(): void;
  /** The person turns to the button. */
  approach(): void;
}

/** The elements of one bubble. */
export class Bubble {
  readonly #mark = lockMark();
  readonly #title = make('strong', { class: 'title', part: 'title', id: 'title', dir: 'auto' });
  readonly #words = make('bdi');
  // Aligned with the bubble, whichever direction its words have.
  readonly #description = make('p', { part: 'description' }, this.#words);
  readonly #status = make('p', { class: 'status', part: 'status', role: 'status' });
  readonly #open = make('button', { class: 'fill', part: 'button' });
  readonly #decline = make('button', { class: 'quiet', part: 'decline' });
  readonly #actions = make('div', { class: 'actions' }, this.#open, this.#decline);
  readonly #box = make(
    'div',
    { class: 'bubble', part: 'bubble', role: 'group', 'aria-labelledby': 'title', tabindex: '-1' },
    make('div', { class: 'head', part: 'icon' }, this.#mark, this.#title),
    this.#description,
    this.#status,
    this.#actions,
  );

  /**
   * @param root - where it stands
   * @param actions - what its buttons do
   */
  constructor(root: ShadowRoot, { open, decline, approach }: BubbleActions) {
    adoptStyles(root, invitationStyles);
    this.#open.onclick = open;
    this.#open.onpointerenter = approach;
    this.#open.onfocus = approach;
    this.#decline.onclick = decline;
    this.#box.hidden = true;
    root.append(this.#box);
  }

  /** Writes a state into the bubble. */
  show({ texts, name, description, status, action, usable, done, theme }: BubbleState): void {
    const box = this.#box;
    box.hidden = false;
    box.lang = texts.locale;
    box.dir = isRightToLeft(texts.locale) ? 'rtl' : 'ltr';
    for (const [name, value] of Object.entries(theme ?? {})) {
      const css = name === 'bubbleBorderWidth' ? `${Number(value)}px` : cssColor(value);
      if (css) box.style.setProperty(`--theme-${name}`, css);
    }
    box.classList.toggle('waiting', action !== undefined && !usable);
    box.classList.toggle('over', action === undefined && !done);
    this.#mark.firstElementChild?.setAttribute('d', done ? lockOutlines.tick : lockOutlines.keyhole);
    write(this.#title, name);
    write(this.#words, description);
    this.#description.hidden = description === '';
    write(this.#status, status);
    const hadFocus = this.#actions.matches(':focus-within');
    this.#actions.hidden = action === undefined;
    if (hadFocus && this.#actions.hidden) this.focus();
    write(this.#open, action ?? '');
    write(this.#decline, texts.decline);
    this.#open.disabled = this.#decline.disabled = !usable;
  }

  /** Takes the focus, for when the button that had it is gone. */
  focus(): void {
    this.#box.focus();
  }
}
