// What a consumer sees: the bubble in every status, the form page in every view, every kind of question.
import {
  defineForm,
  defineInvitation,
  type FormState,
  type FormView,
  STATUS_CHANGED,
  type TellsafeForm,
} from '@tellsafe/consumer-widget';
import { webRandom } from '@tellsafe/core/crypto';
import { systemClock } from '@tellsafe/core/encoding';
import { parseFormDefinition } from '@tellsafe/core/form/schema';
import { type LocaleTag, loadTexts } from '@tellsafe/core/i18n';
import { type InvitationStatus, invitationStatuses } from '@tellsafe/core/invitation';
import { encodeHandle } from '@tellsafe/core/otk/handle';
import type { Theme } from '@tellsafe/core/theme';
import { initialState } from '../../../packages/consumer-widget/src/controllers/form-state.ts';
import { standAside } from '../../../packages/consumer-widget/src/page/desktop.ts';
import { openDeviceStore } from '../../../packages/consumer-widget/src/page/device-store.ts';
import type { Look, Scene } from './scene.ts';

const card = parseFormDefinition({
  id: 'card',
  name: 'Payment card',
  description: 'Pay for your order by card. Your agent sees the details only during this conversation.',
  note: 'Nothing is charged before your agent confirms the amount with you.',
  questions: [
    { id: 'name', label: 'Name on card', type: 'text', characters: 'any' },
    { id: 'number', label: 'Card number', type: 'numeric', format: 'card', masked: true },
    { id: 'expiry', label: 'Expiry date', type: 'text', format: 'expiry' },
    { id: 'cvv', label: 'CVV', type: 'cvv', help: 'The 3 or 4 digits on the back of the card.' },
  ],
});

const everything = parseFormDefinition({
  id: 'everything',
  name: 'Every kind of question',
  description: 'One of each.',
  questions: [
    { id: 'text', label: 'Text', type: 'text', placeholder: 'A placeholder', help: 'Some help.' },
    { id: 'free', label: 'Text, optional', type: 'text', characters: 'any', required: false, maxLength: 20 },
    { id: 'numeric', label: 'Number', type: 'numeric' },
    ...(['card', 'phone', 'date', 'us-ssn', 'postal-code', 'pin', 'expiry'] as const).map((format) => ({
      id: format,
      label: `Format ${format}`,
      type: 'numeric',
      format,
      masked: format === 'pin',
    })),
    { id: 'iban', label: 'Format iban', type: 'text', format: 'iban' },
    { id: 'email', label: 'Format email', type: 'text', format: 'email' },
    { id: 'cvv', label: 'CVV', type: 'cvv' },
    {
      id: 'few',
      label: 'Choice of two',
      type: 'choice',
      choices: ['Yes', 'No'].map((label) => ({ value: label.toLowerCase(), label })),
    },
    {
      id: 'many',
      label: 'Choice of many',
      type: 'choice',
      choices: ['Athens', 'Berlin', 'Cairo', 'Delhi', 'Lima', 'Oslo'].map((label) => ({ value: label, label })),
    },
  ],
});

const secret = new Uint8Array(16).fill(7);
const handle = encodeHandle({ accountId: 'acme', conversationId: '8b34dbc2-c05e-44d7-a25d-48efeace8245', secret });

function bubble(status: InvitationStatus, { online = true, press = '' } = {}): Scene {
  return async ({ language, theme }: Look) => {
    defineInvitation();
    const data = {
      status,
      form: { name: card.name, description: card.description },
      theme: Object.fromEntries(Object.entries(theme).filter(([name]) => name.startsWith('bubble'))),
      secondsLeft: 900,
      agentName: 'Maya Lind',
    };
    const event = new TextEncoder().encode(`event: status\ndata: ${JSON.stringify(data)}\n\n`);
    const watch = (stop: boolean) =>
      new ReadableStream({
        start(controller) {
          controller.enqueue(event);
          if (stop) setTimeout(() => controller.error(new TypeError('gone')), 50);
        },
      });
    let watched = false;
    const fetch = async (url: string): Promise<Response> => {
      if (!url.endsWith('/watch')) return Response.json({ status });
      if (watched && !online) throw new TypeError('offline');
      watched = true;
      return new Response(watch(!online));
    };
    const element = document.createElement('tellsafe-invitation');
    const endpoint = `${location.origin}/tellsafe`;
    const shown = new Promise((resolve) => element.addEventListener(STATUS_CHANGED, resolve, { once: true }));
    document.body.append(Object.assign(element, { fetch, handle, endpoint, language }));
    await shown;
    const { shadowRoot } = element;
    await until(() => shadowRoot?.querySelector(online ? '.bubble:not([hidden])' : '.waiting'));
    if (press === '') return;
    shadowRoot?.querySelector<HTMLElement>(press)?.click();
    await until(() => shadowRoot?.querySelector('dialog'));
  };
}

interface FormOptions {
  readonly state?: Partial<FormState>;
  readonly definition?: typeof card;
  readonly canLeave?: boolean;
  readonly typed?: Readonly<Record<string, string>>;
  readonly after?: (form: TellsafeForm) => void | Promise<void>;
}

function form(
  view: FormView,
  { state = {}, definition = card, canLeave = true, typed = {}, after }: FormOptions = {},
): Scene {
  return async ({ language, theme }: Look) => {
    defineForm();
    const element = document.createElement('tellsafe-form');
    element.isolated = true;
    element.canLeave = canLeave;
    element.now = () => Date.UTC(2026, 10, 22);
    element.texts = await loadTexts(language as LocaleTag);
    element.state = stateOf(view, definition, theme, state);
    document.body.append(element);
    await until(() => isWhole(element));
    await element.updateComplete;
    for (const [id, value] of Object.entries(typed)) {
      const field = element.querySelector<HTMLInputElement>(`#q-${id}`);
      if (!field) continue;
      field.value = value;
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    }
    await after?.(element);
    await element.updateComplete;
  };
}

function stateOf(view: FormView, definition: typeof card, theme: Theme, state: Partial<FormState>): FormState {
  const shown = view === 'filling' ? { definition } : {};
  return {
    ...initialState,
    ...{ view, formName: definition.name, agentName: 'Maya Lind', secondsLeft: 1_500, extensionsLeft: 2, theme },
    ...shown,
    ...state,
  };
}

/** A link that was opened on a computer. */
function computer(desktop: 'block' | 'handoff'): Scene {
  return async ({ language }: Look) => {
    defineForm();
    const element = document.createElement('tellsafe-form');
    element.isolated = true;
    element.canLeave = false;
    document.body.append(element);
    const settings = { account: 'acme', base: '/tellsafe', hosts: [], language, desktop };
    // The other device has opened nothing yet.
    const fetch = () => new Promise<Response>(() => undefined);
    const clock = systemClock;
    const devices = openDeviceStore(clock);
    await standAside({ window, form: element, devices, clock, random: webRandom, fetch }, settings, handle);
    await until(() => element.querySelector('.landing'));
  };
}

/** Whether all of a form is there: choices, themes and what is met only later are chunks of their own. */
function isWhole(element: TellsafeForm): boolean {
  if (element.state.view !== 'filling') return !!element.querySelector('.landing');
  return Reflect.get(element, 'later') !== undefined && !!element.querySelector('form');
}

/** Looks again and again until something is so. */
async function until(isSo: () => unknown): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}

const press = (selector: string) => (element: TellsafeForm) => {
  element.querySelector<HTMLButtonElement>(selector)?.click();
};
const wrong = { name: 'Ada (Moreau)', number: '4111 1111 1111 1112', expiry: '01/20' };
const right = { name: 'Ada Moreau', number: '4111 1111 1111 1111', expiry: '12/31', cvv: '737' };

/** Scenes by group and name. */
export const consumerScenes: Readonly<Record<string, Readonly<Record<string, Scene>>>> = {
  Invitation: {
    ...Object.fromEntries(invitationStatuses.map((status) => [status, bubble(status)])),
    offline: bubble('received', { online: false }),
    'opening, overlay': bubble('received', { press: '.fill' }),
    'decline?': bubble('received', { press: '.quiet' }),
  },
  Form: {
    'to fill': form('filling'),
    'every question': form('filling', { definition: everything }),
    chosen: form('filling', { definition: everything, after: press('[type=radio]') }),
    typed: form('filling', { typed: right }),
    errors: form('filling', { typed: wrong, after: press('[type=submit]') }),
    'little time': form('filling', { state: { secondsLeft: 45 } }),
    'no more time': form('filling', { state: { secondsLeft: 45, extensionsLeft: 0 } }),
    submitting: form('filling', { typed: right, state: { busy: 'submit' } }),
    'still trying': form('filling', {
      typed: right,
      state: { busy: 'submit', trouble: { step: 'submit', text: 'stillTrying' } },
    }),
    'near the limit': form('filling', {
      definition: everything,
      typed: { free: 'Nineteen characters', iban: 'DE8937' },
    }),
    offline: form('filling', { state: { online: false } }),
    'connection failed': form('filling', {
      typed: right,
      state: { trouble: { step: 'submit', text: 'connectionFailed' } },
    }),
    'leave?': form('filling', { typed: right, after: (element) => element.requestLeave() }),
    'decline?': form('filling', { after: press('.quiet') }),
    'with an archive': form('filling', { state: { archived: true } }),
    link: form('filling', { canLeave: false }),
  },
  'Form, before and after': Object.fromEntries(
    (
      [
        ...['gate', 'loading', 'success', 'submitted', 'expired', 'late', 'declined', 'revoked', 'elsewhere', 'failed'],
        ...['unsupported', 'closed', 'left', 'window'],
      ] as const
    ).map((view) => [view, form(view as FormView)]),
  ),
  'Link on a computer': { 'needs a mobile': computer('block'), 'code to scan': computer('handoff') },
};
