// "Notify me": offered once a conversation has begun, where browser and account can do it.
import type { Conversation, ConversationStorage } from '@tellsafe/consumer-widget/conversation';
import {
  clearNotifications,
  type PushState,
  pushState,
  subscribeToPush,
  unsubscribeFromPush,
} from '@tellsafe/consumer-widget/push';
import { query } from './query.ts';

const row = query('.notify', HTMLElement);
const text = query('.notify-text', HTMLElement);
const button = query('.notify button', HTMLButtonElement);

const texts: Readonly<Record<'off' | 'on' | 'denied' | 'failed', readonly [text: string, button: string]>> = {
  off: ['Leaving for a moment?', 'Notify me'],
  on: ['You’ll be notified here.', 'Turn off'],
  denied: ['Notifications are blocked in your browser’s settings.', ''],
  failed: ['That did not work. Please try again.', 'Notify me'],
};

const keys = new Set<string>();

/**
 * The chat belongs to the tab, until its person wants to be notified: a tap on the notification may open another tab, and that
 * one is to show the same chat.
 */
export const chatStorage: ConversationStorage = {
  getItem: (key) => {
    keys.add(key);
    return sessionStorage.getItem(key) ?? localStorage.getItem(key);
  },
  setItem: (key, value) => {
    keys.add(key);
    sessionStorage.setItem(key, value);
  },
  removeItem: (key) => {
    sessionStorage.removeItem(key);
    localStorage.removeItem(key);
  },
};

/**
 * Offers notifications for a conversation.
 *
 * @returns a function that withdraws the offer
 */
export function offerNotifications(conversation: Conversation): () => void {
  let stopClearing = () => {};
  let over = false;
  const show = (state: PushState | 'failed') => {
    row.hidden = over || state === 'unsupported' || state === 'unavailable';
    const [said, action] = texts[state as keyof typeof texts] ?? ['', ''];
    text.textContent = said;
    button.textContent = action;
    button.hidden = action === '';
    row.dataset.state = state;
  };
  const look = async () => {
    const registration = await serviceWorker();
    const state = registration ? await pushState(conversation, registration) : 'unsupported';
    if (over) return;
    // A person who blocked notifications long ago need not be told.
    show(state === 'denied' ? 'unsupported' : state);
    if (registration && state === 'on') stopClearing = clearNotifications(conversation, registration);
  };
  const unsubscribe = conversation.subscribe((event) => {
    if (event.type !== 'conversation') return;
    if (event.conversation.status === 'closed') withdraw();
    else if (row.hidden) look().catch(() => show('unsupported'));
  });
  const withdraw = () => {
    over = true;
    row.hidden = true;
    stopClearing();
    unsubscribe();
  };
  button.onclick = async () => {
    button.disabled = true;
    try {
      const registration = await serviceWorker();
      if (!registration) return;
      const wanted = row.dataset.state !== 'on';
      if (!wanted) await unsubscribeFromPush(conversation, registration);
      show(wanted ? await subscribeToPush(conversation, registration) : 'off');
      keepBeyondTab(row.dataset.state === 'on');
      stopClearing();
      if (row.dataset.state === 'on') stopClearing = clearNotifications(conversation, registration);
    } catch {
      show('failed');
    } finally {
      button.disabled = false;
    }
  };
  return withdraw;
}

async function serviceWorker(): Promise<ServiceWorkerRegistration | undefined> {
  if (!('serviceWorker' in navigator)) return undefined;
  await navigator.serviceWorker.register('/worker.js');
  return navigator.serviceWorker.ready;
}

function keepBeyondTab(wanted: boolean): void {
  for (const key of keys) {
    const value = sessionStorage.getItem(key) ?? localStorage.getItem(key);
    if (value === null) continue;
    if (wanted) localStorage.setItem(key, value);
    else {
      sessionStorage.setItem(key, value);
      localStorage.removeItem(key);
    }
  }
}
