// What an admin sees in the studio, without a server; the preview's frame has nothing to show here.
import { TellsafeError } from '@tellsafe/core';
import { defineStudio } from '../../../packages/agent-client/src/elements/studio/define.ts';
import { fakeClient } from '../../../packages/agent-client/test/support/fake-client.ts';
import { type FakeStudio, fakeStudio, studioForms } from '../../../packages/agent-client/test/support/fake-studio.ts';
import type { Look, Scene } from './scene.ts';

const [card, address] = studioForms;

const hostile = {
  ...{ id: 'hostile', name: '<img src=x onerror=alert(1)>', description: '"><script>alert(1)</script>' },
  note: '=HYPERLINK("https://evil.example")',
  questions: [
    { id: 'a', label: 'بطاقة الدفع payment (2)', type: 'text' },
    { id: 'b', label: 'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!', type: 'text' },
    { id: 'c', label: 'PaymentCardPaymentCardPaymentCardPaymentCardPaymentCardPaymentCardPaymentCard', type: 'text' },
    { id: 'd', label: '<b>bold</b> {{7*7}}', type: 'choice', choices: [{ value: '1', label: '<i>x</i>' }] },
  ],
};

const refuse = async (): Promise<never> => {
  throw new TellsafeError('permission_denied');
};

interface SceneOptions {
  readonly forms?: readonly unknown[];
  readonly change?: (studio: FakeStudio) => Promise<void>;
  readonly more?: Partial<FakeStudio>;
  /** Elements that are pressed one after the other, below the parts named before `>>`. */
  readonly press?: readonly string[];
  /** Fields and what is typed into them. */
  readonly type?: Readonly<Record<string, string>>;
  /** Pressed after the typing. */
  readonly after?: readonly string[];
  /** Somebody else saves this meanwhile. */
  readonly theirs?: unknown;
}

function studio({ forms = studioForms, change, more, press = [], type = {}, after = [], theirs }: SceneOptions): Scene {
  return async ({ language }: Look) => {
    defineStudio();
    sessionStorage.clear();
    const fake = await fakeStudio({ forms });
    await change?.(fake);
    const element = document.createElement('tellsafe-studio');
    const client = fakeClient({ studio: { ...fake, ...more } });
    document.body.append(Object.assign(element, { client, language }));
    await settle();
    const find = (path: string): HTMLElement | undefined =>
      path
        .split(' >> ')
        .reduce<HTMLElement | undefined>(
          (at, part) => at?.shadowRoot?.querySelector<HTMLElement>(part) ?? undefined,
          element,
        );
    for (const path of press) {
      find(path)?.click();
      await settle();
    }
    for (const [path, text] of Object.entries(type)) {
      const field = find(path);
      if (field) Object.assign(field, { value: text }).dispatchEvent(new Event('input', { bubbles: true }));
      await settle();
    }
    if (theirs) await fake.saveAs('ben', theirs);
    for (const path of after) {
      find(path)?.click();
      await settle();
    }
  };
}

/** Texts load first, then the studio asks, then its parts show what came. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) await new Promise((resolve) => setTimeout(resolve, 0));
}

const editor = 'tellsafe-studio-editor';
const first = 'tbody button.link';
const save = `${editor} >> .area-head .primary`;
const versions = async (fake: FakeStudio) => {
  await fake.saveAs('ben', { ...card, name: 'Pay by card', questions: card.questions.slice(1) });
  await fake.saveAs('ada', { ...card, note: 'Nothing is charged yet.', questions: [...card.questions].reverse() });
};

/** Scenes by group and name. */
export const studioScenes: Readonly<Record<string, Readonly<Record<string, Scene>>>> = {
  Studio: {
    forms: studio({}),
    empty: studio({ forms: [] }),
    loading: studio({ more: { forms: () => new Promise(() => undefined) } }),
    forbidden: studio({ more: { forms: refuse } }),
    'new form': studio({ press: ['.area-head .primary'] }),
    editor: studio({ press: [first, `${editor} >> .question:nth-child(2) .opener`] }),
    choices: studio({ forms: [address], press: [first, `${editor} >> .question:nth-child(3) .opener`] }),
    errors: studio({
      press: [first, `${editor} >> .question:nth-child(1) .opener`],
      type: { [`${editor} >> #name`]: '', [`${editor} >> #k0-label`]: 'CVV', [`${editor} >> #k0-maxLength`]: '0' },
      after: [save],
    }),
    colours: studio({ press: [first, `${editor} >> summary`] }),
    words: studio({
      press: [first, `${editor} >> summary`],
      type: { [`${editor} >> tellsafe-studio-words >> #words-submittedText`]: 'Thank you!' },
    }),
    leaving: studio({ press: [first], type: { [`${editor} >> #name`]: 'Pay now' }, after: [`${editor} >> .back`] }),
    versions: studio({
      change: versions,
      press: [
        first,
        `${editor} >> .area-head .buttons button:nth-of-type(3)`,
        `${editor} >> tellsafe-studio-versions >> li:nth-child(2) .link`,
      ],
    }),
    conflict: studio({
      press: [first],
      type: { [`${editor} >> #description`]: 'Pay by card, safely.' },
      theirs: { ...card, name: 'Card', questions: card.questions.slice(0, 3) },
      after: [save],
    }),
    settings: studio({ press: ['[role=tab]:nth-of-type(2)'] }),
    'hostile texts': studio({ forms: [hostile], press: [first, `${editor} >> .question:nth-child(4) .opener`] }),
  },
};
