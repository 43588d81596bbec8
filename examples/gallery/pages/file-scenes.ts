// Files that consumers sent, what they took back, and words that were found, in an agent's conversation.
import { defineConversation } from '@tellsafe/agent-client/elements';
import { TellsafeError } from '@tellsafe/core';
import type { Message } from '@tellsafe/core/wire';
import { type FakeClient, fakeClient } from '../../../packages/agent-client/test/support/fake-client.ts';
import { conversationOf, NINE } from '../../../packages/agent-client/test/support/fixtures.ts';
import type { Look, Scene } from './scene.ts';

const ids = [1, 2, 3, 4].map((digit) => `${digit}0000000-0000-4000-8000-000000000000`) as [
  string,
  string,
  string,
  string,
];
const messages: readonly Message[] = [
  {
    ...{ id: ids[0], from: 'consumer', name: 'Elena Moreau', text: 'Here is the receipt of order 4711.', at: NINE },
    media: [
      { mediaType: 'image/png', fileName: 'receipt.png', bytes: 48_200 },
      { mediaType: 'application/pdf', fileName: 'Rechnung-November-2026-mit-einem-langen-Namen.pdf', bytes: 1_250_000 },
    ],
  },
  { id: ids[1], from: 'consumer', text: '', at: NINE + 1_000, takenBack: true },
  { id: ids[2], from: 'consumer', name: 'Elena Moreau', text: '', at: NINE + 2_000, note: 'deleted', about: ids[1] },
  { id: ids[3], from: 'consumer', name: 'Elena Moreau', text: '', at: NINE + 3_000, media: [{}] },
];
const found = [
  { messageId: ids[0], from: 'consumer' as const, at: NINE, excerpt: messages[0]?.text ?? '', start: 23, length: 10 },
  {
    messageId: ids[3],
    from: 'agent' as const,
    at: NINE,
    excerpt: '<b>order 4711</b> \u202eis late',
    start: 3,
    length: 10,
  },
];

function conversation(play: (root: ShadowRoot, client: FakeClient) => Promise<void>): Scene {
  return async ({ language }: Look) => {
    defineConversation();
    const via = { channel: 'whatsapp', entryPoint: 'shop', label: 'Sales' };
    const client = Object.assign(fakeClient({ conversations: [conversationOf({ via })], messages, found }), {
      file: picture,
    });
    const element = document.createElement('tellsafe-conversation');
    document.body.append(Object.assign(element, { client, language, conversationId: conversationOf().id }));
    element.style.blockSize = '100vh';
    await settle();
    if (element.shadowRoot) await play(element.shadowRoot, client);
    await settle();
  };
}

/** A picture as a consumer might send it. */
async function picture(): Promise<Blob> {
  const canvas = new OffscreenCanvas(320, 200);
  const context = canvas.getContext('2d');
  if (context) {
    context.fillStyle = '#e7eef5';
    context.fillRect(0, 0, 320, 200);
    context.fillStyle = '#23415e';
    context.font = '24px sans-serif';
    context.fillText('Receipt 4711', 24, 60);
  }
  return canvas.convertToBlob({ type: 'image/png' });
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 80));
const press = (root: ShadowRoot, selector: string): void => root.querySelector<HTMLElement>(selector)?.click();

async function find(root: ShadowRoot, text: string): Promise<void> {
  press(root, '.find-toggle');
  await settle();
  const field = root.querySelector<HTMLInputElement>('.find input');
  if (field) field.value = text;
  field?.dispatchEvent(new Event('input'));
  await settle();
  press(root, '.find [type=submit]');
}

/** Scenes by group and name. */
export const fileScenes: Readonly<Record<string, Readonly<Record<string, Scene>>>> = {
  'Files and words': {
    'files, taken back': conversation(async () => {}),
    'a picture': conversation(async (root) => press(root, '.file-actions button')),
    'gone at the provider': conversation(async (root, client) => {
      Object.assign(client, { file: () => Promise.reject(new TellsafeError('file_gone')) });
      press(root, '.file-actions button');
    }),
    'words found': conversation((root) => find(root, 'order 4711')),
  },
};
