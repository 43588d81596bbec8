// The consumer and the agent of a flow, in whichever engine: what they do, in their words.
import { PASSWORD } from '../../src/people.ts';
import { type Driver, type Place, waitFor } from './driver.ts';

/** What a consumer answers to the payment card form, by label. */
export type Answers = Readonly<Record<string, string>>;

/** Opens the shop and writes into its chat. */
export async function enterShop(window: Driver, shopUrl: string, words: string): Promise<void> {
  await window.open(shopUrl);
  await window.page.fill('Your message', words);
  await window.press('Enter');
  await window.page.see({ text: words });
}

/** Signs in at the desk and takes the conversation that waits. */
export async function takeConversation(window: Driver, deskUrl: string): Promise<void> {
  const { page } = window;
  await window.open(deskUrl);
  await page.fill('User name', 'maya');
  await page.fill('Password', PASSWORD);
  await page.click({ role: 'button', name: 'Sign in' });
  await page.see({ role: 'button', name: 'Sign out' });
  await page.click({ text: 'Guest' });
  await page.click({ role: 'button', name: 'Take over' });
}

/** Sends a form from the desk. */
export async function sendForm({ page }: Driver, form: string): Promise<void> {
  await page.click({ role: 'button', name: 'Send form' });
  await page.click({ role: 'button', name: form });
  await page.click({ role: 'button', name: `Send ${form}` });
  await page.see({ text: 'The form has been sent by the agent.' });
}

/** Opens the form in its overlay, and waits until what covers it while it loads is gone: before, a person could not click into it. */
export async function openOverlay(window: Driver, formOrigin: string, button = 'Fill in form'): Promise<Place> {
  await window.page.click({ role: 'button', name: button });
  const form = window.frame(formOrigin);
  await form.see({ role: 'button', name: 'Submit' });
  await waitFor('the form in front', () => window.page.evaluate(isInFront));
  return form;
}

/** Runs in the shop's page: whether the form is what a click meets, two pictures after its cover has gone. */
async function isInFront(): Promise<boolean> {
  for (let pictures = 0; pictures < 2; pictures += 1) {
    const [bubble] = [...document.querySelectorAll('tellsafe-invitation')].slice(-1);
    if (bubble?.shadowRoot?.querySelector('.veil')) return false;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  return true;
}

/** Fills fields by clicking into them. */
export async function fill(form: Place, answers: Answers): Promise<void> {
  for (const [label, text] of Object.entries(answers)) await form.fill(label, text);
}

/** Presses Tab until the element of that name has the focus, as people without a pointer do. */
export async function tabTo(window: Driver, place: Place, name: string, key: 'Tab' | 'BackTab' = 'Tab'): Promise<void> {
  const passed: string[] = [];
  while (passed.length < 25) {
    await window.press(key);
    const focus = await place.focus();
    if (focus.includes(name)) return;
    passed.push(focus);
  }
  throw new Error(`the keyboard does not come to ${name}, but to ${passed.join(', ')}`);
}

/** Fills fields with the keyboard alone. */
export async function typeWithKeyboard(window: Driver, form: Place, answers: Answers): Promise<void> {
  for (const [label, text] of Object.entries(answers)) {
    await tabTo(window, form, label);
    await window.type(text);
  }
}

/** Opens what was submitted and reads the exact values; what is masked is revealed first. */
export async function readAnswers({ page }: Driver, labels: readonly string[]): Promise<Answers> {
  const masked = ['Card number', 'CVV'];
  await page.click({ role: 'button', name: 'View Secure Form' });
  const entries: [string, string][] = [];
  for (const label of labels) {
    if (masked.includes(label)) await page.click({ role: 'button', name: `Reveal ${label}` });
    entries.push([label, await waitFor(`the answer to ${label}`, () => page.evaluate(shownAnswer, label))]);
  }
  return Object.fromEntries(entries);
}

/** Runs in the desk's page: what the viewer shows beside a label. */
function shownAnswer(label: string): string {
  const roots = (root: Document | ShadowRoot): (Document | ShadowRoot)[] => [
    root,
    ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? roots(shadowRoot) : [])),
  ];
  const row = roots(document)
    .flatMap((root) => [...root.querySelectorAll('[part=row]')])
    .find((each) => each.querySelector('dt bdi')?.textContent === label);
  return row?.querySelector('[part=value]')?.textContent?.trim() ?? '';
}
