import { html, type TemplateResult } from 'lit/html.js';
import { afterEach, expect, test } from 'vitest';
import { FormElement } from './form-element.ts';

class Sample extends FormElement {
  declare word: string;
  declare shout: string;
  declare other: string;
  readonly log: string[] = [];

  constructor() {
    super('word', 'shout', 'other');
    this.word = 'a';
  }

  protected override willUpdate(before: ReadonlyMap<string, unknown>): void {
    this.log.push(`will ${[...before.entries()].map(([name, value]) => `${name}:${value}`).join()}`);
    this.shout = this.word.toUpperCase();
  }

  protected override render(): TemplateResult {
    return html`<p @click=${this.clicked}>${this.shout}</p>`;
  }

  protected override updated(): void {
    this.log.push(`shown ${this.textContent}`);
    if (this.word === 'again') this.word = 'b';
  }

  clicked(): void {
    this.log.push(`clicked ${this.word}`);
  }
}
customElements.define('sample-element', Sample);

const make = () => document.body.appendChild(document.createElement('sample-element')) as Sample;
afterEach(() => document.body.replaceChildren());

test('many changes are shown once, with what was set before rendering', async () => {
  const element = make();
  await element.updateComplete;
  element.log.length = 0;
  element.word = 'b';
  element.other = 'x';
  element.word = 'c';
  await element.updateComplete;
  expect(element.log).toEqual(['will word:a,other:undefined', 'shown C']);
});

test('the same value again shows nothing anew', async () => {
  const element = make();
  await element.updateComplete;
  element.log.length = 0;
  element.word = 'a';
  await element.updateComplete;
  expect(element.log).toEqual([]);
});

test('what is set after rendering is shown next', async () => {
  const element = make();
  element.word = 'again';
  await element.updateComplete;
  await element.updateComplete;
  expect(element.textContent).toBe('B');
});

test('nothing is shown before the element is in a document, everything afterwards', async () => {
  const element = document.createElement('sample-element') as Sample;
  element.word = 'b';
  await element.updateComplete;
  expect(element.log).toEqual([]);
  document.body.append(element);
  await element.updateComplete;
  expect(element.textContent).toBe('B');
});

test('listeners of the template are called on the element', async () => {
  const element = make();
  await element.updateComplete;
  element.querySelector('p')?.dispatchEvent(new Event('click'));
  expect(element.log.at(-1)).toBe('clicked a');
});
