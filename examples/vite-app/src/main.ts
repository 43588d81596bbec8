// A page of an app built by Vite: a conversation without a chat of its own to look at, its invitations, and what the page hears of them.
import { TellsafeInvitation, themeFromNative } from '@tellsafe/consumer-widget';
import { createConversation } from '@tellsafe/consumer-widget/conversation';
import '@tellsafe/consumer-widget/register';

const place = document.querySelector('#chat');
const status = document.querySelector('#status');
const endpoint = import.meta.env.VITE_TELLSAFE_ENDPOINT;
const theme = themeFromNative({ secureFormBubbleTitleColor: '#1f5f3f' });
const shown = new Set<string>();

const chat = createConversation({ endpoint, account: 'acme', name: 'Sam', storage: sessionStorage });
chat.subscribe((event) => {
  // The same one comes again whenever its status has changed: the element follows it by itself.
  if (event.type !== 'invitation' || shown.has(event.invitation.id)) return;
  shown.add(event.invitation.id);
  const invitation = new TellsafeInvitation();
  invitation.endpoint = endpoint;
  invitation.handle = event.invitation.handle;
  invitation.addEventListener('tellsafe-status-changed', (change) => {
    if (status) status.textContent = change.status;
  });
  for (const [property, value] of Object.entries(theme)) invitation.style.setProperty(property, value);
  place?.append(invitation);
});
await chat.start();
