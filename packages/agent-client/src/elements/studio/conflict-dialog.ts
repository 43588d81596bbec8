// Two admins at the same time: shows what the other one changed and what this one changed, and lets this one choose. Nothing is lost: theirs
// is a version already, and this one's draft stays until it is given up.
import type { FormDefinition } from '@tellsafe/core/form';
import type { StudioFormResponse } from '@tellsafe/core/wire';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { dialogStyles } from './dialog-styles.ts';
import { differenceView } from './difference-view.ts';
import type { Writing } from './writing.ts';

/** Both sides. */
export interface Conflict {
  readonly theirs: StudioFormResponse;
  readonly mine: FormDefinition;
  /** What both began with; absent for a new form. */
  readonly before?: FormDefinition;
}

/** What was chosen; `later` goes on editing. */
export type ConflictChoice = 'mine' | 'theirs' | 'later';

/** `<tellsafe-studio-conflict>` */
export class ConflictDialog extends LitElement {
  static override styles = dialogStyles;
  static override properties = { writing: { attribute: false } };

  declare writing: Writing | undefined;
  #conflict: Conflict | undefined;

  /** Asks; closing the dialog goes on editing. */
  async ask(conflict: Conflict): Promise<ConflictChoice> {
    this.#conflict = conflict;
    this.requestUpdate();
    await this.updateComplete;
    const dialog = this.renderRoot.querySelector('dialog');
    if (!dialog) return 'later';
    dialog.returnValue = '';
    dialog.showModal();
    await new Promise((resolve) => dialog.addEventListener('close', resolve, { once: true }));
    const { returnValue } = dialog;
    return returnValue === 'mine' || returnValue === 'theirs' ? returnValue : 'later';
  }

  override render(): TemplateResult | typeof nothing {
    const { writing } = this;
    const conflict = this.#conflict;
    if (!writing || !conflict) return nothing;
    const { say, words } = writing;
    const { theirs, mine, before = theirs.definition } = conflict;
    const { version, changed } = theirs.form;
    const text = changed.by
      ? say('conflictText', { name: changed.by.name, number: version })
      : say('conflictCode', { number: version });
    return html`<dialog aria-labelledby="conflict" dir=${words.direction}><form method="dialog">
      <h3 id="conflict">${say('conflictTitle')}</h3>
      <p><bdi>${text}</bdi></p>
      <div class="sides">
        <section><strong>${say('theirChanges')}</strong>${differenceView(writing, before, theirs.definition)}</section>
        <section><strong>${say('myChanges')}</strong>${differenceView(writing, before, mine)}</section>
      </div>
      <div class="buttons">
        <button value="later" autofocus>${say('conflictLater')}</button>
        <button value="theirs">${say('takeTheirs')}</button>
        <button class="primary" value="mine">${say('keepMine')}</button>
      </div>
    </form></dialog>`;
  }
}
