// What no frame can prevent: the page around owns the screen and may take the keyboard away. It then gets what is typed into its own
// fields, and nothing of what is typed into the form.
import type { Attack } from './attack.ts';

/** A field of the page's own in a dialog of its own, above the form's. */
export const imitation: Attack = {
  name: 'a look-alike above the form',
  moment: 'typed',
  control: 'inline',
  ways: [],
  script(hostile) {
    hostile.strike = () => {
      const dialog = document.createElement('dialog');
      const label = document.createElement('label');
      const input = document.createElement('input');
      input.addEventListener('keydown', ({ key }) => hostile.collect('key imitation', key));
      label.append('Security code', input);
      dialog.append(label);
      document.body.append(dialog);
      dialog.showModal();
    };
  },
};

/** The frame loses the focus as soon as it has it. */
export const stolenKeyboard: Attack = {
  name: 'the keyboard taken from the frame',
  moment: 'typed',
  control: 'inline',
  ways: [],
  script(hostile) {
    addEventListener('keydown', ({ key, isTrusted }) => isTrusted && hostile.collect('key stolen', key), {
      capture: true,
    });
    hostile.strike = () => {
      hostile.frame()?.blur();
      // What it got cannot be passed on: the frame takes no keys that a script made.
      for (const target of [hostile.frame(), hostile.frame()?.contentWindow])
        for (const key of '0566') {
          try {
            target?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }));
          } catch {
            // the frame's window is another origin's
          }
        }
    };
  },
};
