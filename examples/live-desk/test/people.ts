// Consumers and agents as people: each with a browser profile of their own, doing what they would do with eyes and hands.
import {
  type Browser,
  type BrowserContext,
  chromium,
  type FrameLocator,
  type Locator,
  type Page,
} from 'playwright-core';
import { chromiumFlags, findChromium } from '../../../scripts/chromium.mjs';
import { PASSWORD, people } from '../src/people.ts';

/** How long a person waits for something to appear, milliseconds. */
const PATIENCE_MS = 40_000;
/**
 * The last `--disable-features` wins: it replaces Playwright's own, which switches storage partitioning off and so denies a
 * frame of another site its storage. Browsers that people use have partitioning.
 */
const args = [...chromiumFlags, '--disable-features=Translate'];
const DESKTOP = { width: 1280, height: 800 };

/** Starts the machine's own Chromium. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('Chromium is not here; set CHROMIUM_PATH or install it.');
  return chromium.launch({ executablePath, args, timeout: PATIENCE_MS });
}

/** What a page printed to its console as a problem. */
export interface Person {
  readonly page: Page;
  readonly problems: string[];
}

/**
 * A browser with a profile on disk, as most people have; contexts of a launched browser are private windows.
 *
 * @param har where to write all requests and answers, with their bodies, when it is closed
 */
export function ordinaryProfile(folder: string, har?: string): Promise<BrowserContext> {
  const executablePath = findChromium() ?? '';
  const recordHar = har === undefined ? {} : { recordHar: { path: har, content: 'embed' as const } };
  return chromium.launchPersistentContext(folder, {
    ...{ executablePath, args, viewport: DESKTOP, timeout: PATIENCE_MS },
    ...recordHar,
  });
}

async function person(from: Browser | BrowserContext): Promise<Person> {
  const context = 'newContext' in from ? await from.newContext({ viewport: DESKTOP }) : from;
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  return { page, problems };
}

/** A consumer in the shop. */
export interface Consumer extends Person {
  say(text: string): Promise<void>;
  /** The newest invitation bubble. */
  readonly bubble: Locator;
  /** The isolated form page inside the overlay. */
  readonly form: FrameLocator;
  openForm(): Promise<void>;
  fill(answers: Readonly<Record<string, string>>): Promise<void>;
  submit(): Promise<void>;
}

/** Opens the shop. */
export async function consumerAt(browser: Browser | BrowserContext, shopUrl: string): Promise<Consumer> {
  const someone = await person(browser);
  const { page } = someone;
  await page.goto(shopUrl);
  const bubble = page.locator('tellsafe-invitation').last();
  const form = page.frameLocator('iframe');
  return {
    ...someone,
    bubble,
    form,
    async say(text) {
      await page.getByLabel('Your message').fill(text);
      await page.keyboard.press('Enter');
      await page.getByRole('log').getByText(text).waitFor();
    },
    async openForm() {
      await bubble.getByRole('button', { name: /Fill in form|Continue the form/ }).click();
      await form.getByRole('button', { name: 'Submit' }).waitFor();
    },
    async fill(answers) {
      for (const [label, value] of Object.entries(answers)) {
        await form.getByRole('textbox', { name: label }).fill(value);
      }
    },
    submit: () => form.getByRole('button', { name: 'Submit' }).click(),
  };
}

/** An agent at the desk. */
export interface Agent extends Person {
  /** As one of the demo's people, by either of their names. */
  signIn(name: string): Promise<void>;
  signOut(): Promise<void>;
  /** Chooses the conversation of a consumer in the list. */
  choose(): Promise<void>;
  take(): Promise<void>;
  send(form: string): Promise<void>;
  transferTo(name: string): Promise<void>;
  close(): Promise<void>;
  /** The newest `View Secure Form`. */
  readonly viewForm: Locator;
  readonly viewer: Locator;
  /** What the viewer shows for a question, revealed if it was masked. */
  answer(label: string): Promise<string>;
}

/**
 * Signs in at the desk's page.
 *
 * @param who sign-in name or shown name of one of the demo's people
 */
export async function signInAs(page: Page, who: string, password = PASSWORD): Promise<void> {
  const person = people.find(({ name, displayName }) => who === name || who === displayName);
  await page.getByLabel('User name', { exact: true }).fill(person?.name ?? who);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** Opens the desk. */
export async function agentAt(browser: Browser | BrowserContext, deskUrl: string): Promise<Agent> {
  const someone = await person(browser);
  const { page } = someone;
  await page.goto(deskUrl);
  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const viewer = page.locator('tellsafe-answers');
  return {
    ...someone,
    viewer,
    viewForm: page.getByRole('button', { name: 'View Secure Form' }).last(),
    async signIn(name) {
      await signInAs(page, name);
      await button('Sign out').waitFor();
    },
    signOut: () => button('Sign out').click(),
    choose: () => page.getByRole('navigation').getByText('Guest').first().click(),
    take: () => button('Take over').click(),
    async send(form) {
      await button('Send form').first().click();
      const picker = page.locator('tellsafe-form-picker');
      await picker.getByRole('button', { name: form }).first().click();
      await picker.getByRole('button', { name: `Send ${form}` }).click();
    },
    async transferTo(name) {
      await button('Transfer').click();
      await button(new RegExp(name)).last().click();
    },
    async close() {
      await page.locator('tellsafe-conversation').getByRole('button', { name: 'Close conversation' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Close conversation' }).click();
    },
    async answer(label) {
      const row = viewer.locator('[part=row]').filter({ has: page.getByText(label, { exact: true }) });
      const reveal = row.getByRole('button', { name: `Reveal ${label}` });
      await row.waitFor();
      if (await reveal.isVisible()) await reveal.click();
      return (await row.locator('[part=value]').innerText()).replace(/\s+/g, ' ');
    },
  };
}

/**
 * A consumer who writes from the shop, and Maya, who takes the conversation; they come at the same time.
 *
 * @param shopper the consumer's browser
 * @param worker Maya's browser
 */
export async function meet(
  shopper: Browser | BrowserContext,
  worker: Browser | BrowserContext,
  { shopUrl, deskUrl }: { readonly shopUrl: string; readonly deskUrl: string },
): Promise<{ consumer: Consumer; maya: Agent }> {
  const [consumer, maya] = await Promise.all([
    consumerAt(shopper, shopUrl),
    agentAt(worker, deskUrl).then(async (agent) => {
      await agent.signIn('Maya Lind');
      return agent;
    }),
  ]);
  await consumer.say('I would like to pay.');
  await maya.choose();
  await maya.take();
  return { consumer, maya };
}
