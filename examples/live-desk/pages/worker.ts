// The shop's service worker: shows that a form is waiting, and leads to the chat.
import { handlePush } from '@tellsafe/consumer-widget/push-worker';

handlePush({ url: '/#chat' });
