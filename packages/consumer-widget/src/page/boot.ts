// Entry of the isolated document: brings the browser's means to page.ts.
import { webRandom } from '@tellsafe/core/crypto';
import { systemClock } from '@tellsafe/core/encoding';
import { defineForm } from '../components/form/define.ts';
import { openDeviceStore } from './device-store.ts';
import { startPage } from './page.ts';

defineForm();
const form = document.createElement('tellsafe-form');
form.isolated = true;
document.body.append(form);
startPage({
  window,
  form,
  devices: openDeviceStore(systemClock),
  locks: navigator.locks,
  clock: systemClock,
  random: webRandom,
});
