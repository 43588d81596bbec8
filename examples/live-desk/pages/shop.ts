// The shop's page: an ordinary chat, plus one element per invitation. What is typed into a form never passes through here.
import {
  type Conversation,
  type ConversationEvent,
  createConversation,
  type Message,
} from '@tellsafe/consumer-widget/conversation';
import '@tellsafe/consumer-widget/register';
import { chatStorage, offerNotifications } from './notify.ts';
import { query } from './query.ts';

interface Settings {
  readonly account: string;
  readonly formEndpoint: string;
}

const log = query('.chat-log', HTMLElement);
const state = query('.chat-state', HTMLElement);
const form = query('.chat-form', HTMLFormElement);
const input = query('#chat-text', HTMLInputElement);
const shown = new Map<string, HTMLElement>();
const welcome = 'Hello! Ask us anything about our lamps, or order right here.';

let settings: Settings;
let chat: Conversation;
let withdrawOffer = () => {};
const ready = start();

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const text = input.value.trim();
  if (text) void say(text);
});
for (const button of document.querySelectorAll('[data-open-chat]')) {
  button.addEventListener('click', () => {
    openPanel();
    input.focus();
  });
}
// Where a notification leads to.
if (location.hash === '#chat') openPanel();
query('[data-close-chat]', HTMLButtonElement).addEventListener('click', () =>
  document.body.classList.remove('chat-is-open'),
);

/** On a phone the chat lies over the shop. */
function openPanel(): void {
  document.body.classList.add('chat-is-open');
}

async function start(): Promise<void> {
  settings = await loadSettings();
  chat = openChat();
}

/** Asks until the server answers: a page that came just before a restart should not stay dead. */
async function loadSettings(): Promise<Settings> {
  for (;;) {
    const answer = await fetch('/settings.json').catch(() => null);
    if (answer?.ok) return (await answer.json()) as Settings;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

function openChat(): Conversation {
  const conversation = createConversation({
    endpoint: '/tellsafe',
    account: settings.account,
    name: 'Guest',
    language: navigator.language,
    storage: chatStorage,
  });
  log.replaceChildren(entry('event', welcome));
  shown.clear();
  withdrawOffer();
  withdrawOffer = offerNotifications(conversation);
  conversation.subscribe(show);
  return conversation;
}

async function say(text: string): Promise<void> {
  await ready;
  if (state.dataset.closed !== undefined) {
    chat.leave();
    delete state.dataset.closed;
    chat = openChat();
  }
  input.value = '';
  try {
    await chat.send(text);
  } catch {
    if (input.value === '') input.value = text;
    state.textContent = 'That did not go through. Please try again.';
  }
}

function show(event: ConversationEvent): void {
  if (event.type === 'message') showMessage(event.message);
  if (event.type === 'online' && !event.online) state.textContent = 'Connecting…';
  if (event.type === 'conversation') {
    const { status, agentName } = event.conversation;
    if (status === 'closed') state.dataset.closed = '';
    state.textContent = status === 'closed' ? closedText : agentName ? `${agentName} is with you` : waitingText;
  }
  if (event.type === 'invitation' && !shown.has(event.invitation.id)) {
    const invitation = document.createElement('tellsafe-invitation');
    invitation.setAttribute('endpoint', settings.formEndpoint);
    invitation.setAttribute('handle', event.invitation.handle);
    append(event.invitation.id, invitation);
    if (event.invitation.status === 'sent') openPanel();
  }
}

const closedText = 'This conversation has ended. Write to start a new one.';
const waitingText = 'We usually answer within a minute';

function showMessage(message: Message): void {
  if (shown.has(message.id)) return;
  const bubble = entry(message.from === 'system' ? 'event' : 'bubble', message.text);
  if (message.from === 'consumer') bubble.classList.add('mine');
  if (message.from === 'agent' && message.name) {
    const who = document.createElement('span');
    who.className = 'who';
    who.textContent = message.name;
    bubble.prepend(who);
  }
  if (message.masked && message.from === 'consumer') bubble.append(hiddenNote());
  append(message.id, bubble);
}

/** The kit masks card numbers before it keeps a message. */
function hiddenNote(): HTMLElement {
  const note = document.createElement('small');
  note.textContent = 'For your safety we hid the card number. Your agent can send you a secure form for it.';
  return note;
}

function entry(kind: string, text: string): HTMLElement {
  const element = document.createElement('div');
  element.className = kind;
  element.textContent = text;
  return element;
}

function append(id: string, element: HTMLElement): void {
  shown.set(id, element);
  log.append(element);
  log.scrollTop = log.scrollHeight;
}
