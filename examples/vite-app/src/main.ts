// A page of an app built by Vite: one invitation, and what the page hears of it. The handle comes with the invitation of a
// conversation; here it stands in the page's fragment.
import { TellsafeInvitation, themeFromNative } from '@tellsafe/consumer-widget';
import '@tellsafe/consumer-widget/register';

const chat = document.querySelector('#chat');
const status = document.querySelector('#status');

const invitation = new TellsafeInvitation();
invitation.endpoint = import.meta.env.VITE_TELLSAFE_ENDPOINT;
invitation.handle = location.hash.slice(1);
invitation.addEventListener('tellsafe-status-changed', (event) => {
  if (status) status.textContent = event.status;
});
const theme = themeFromNative({ secureFormBubbleTitleColor: '#1f5f3f' });
for (const [property, value] of Object.entries(theme)) invitation.style.setProperty(property, value);
chat?.append(invitation);
