// Work of an area that is not saved: what it is, and the question before it is lost. Staying is what happens unless somebody chooses to leave.
import { html, type TemplateResult } from 'lit';
import type { Words } from '../words.ts';

/** Something that would be lost. */
export interface UnsavedWork {
  /** What it is called, as the person sees it. */
  readonly name: string;
  /** Gives it up; called once the person chose to leave. */
  readonly giveUp: () => void;
}

/** Whoever asks before an area is left. */
export interface MayBeLeft {
  /** Asks when something would be lost; `true` when the area may go. */
  mayLeave(): Promise<boolean>;
}

/** Whether an area's element may be left; an element that holds nothing back may. */
export async function mayLeave(element: Partial<MayBeLeft> | undefined): Promise<boolean> {
  return (await element?.mayLeave?.()) ?? true;
}

/** The dialog of the question; {@link askBeforeLoss} opens it. */
export function unsavedDialog(words: Words, name: string): TemplateResult {
  return html`<dialog class="unsaved" aria-labelledby="unsaved" aria-describedby="unsaved-text"><form method="dialog">
    <h3 id="unsaved">${words.say('unsavedTitle')}</h3><p id="unsaved-text"><bdi>${words.say('unsavedText', { name })}</bdi></p>
    <div class="buttons"><button value="stay" autofocus>${words.say('unsavedStay')}</button><button class="destructive" value="leave">${words.say('unsavedLeave')}</button></div>
  </form></dialog>`;
}

/** Opens the dialog; `true` only when leaving was chosen. Escape stays. */
export async function askBeforeLoss(dialog: HTMLDialogElement): Promise<boolean> {
  if (dialog.open) return false; // it is being asked already
  dialog.returnValue = '';
  dialog.showModal();
  await new Promise((resolve) => dialog.addEventListener('close', resolve, { once: true }));
  return dialog.returnValue === 'leave';
}
