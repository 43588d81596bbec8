// Routes of the form page once a form is open: open, resume, extend, submit.

import { openForm } from '../services/opening/open.ts';
import { extendForm, resumeForm } from '../services/opening/resume.ts';
import { submitAnswers } from '../services/submissions/submit.ts';
import { consumerOf, type Handler } from './call.ts';

export const open: Handler<'open'> = (kit, call) =>
  openForm(kit, consumerOf(call), call.input.openKey, call.input.claim);

export const resume: Handler<'resume'> = (kit, call) =>
  resumeForm(kit, consumerOf(call), call.input.handle, call.proven);

export const extend: Handler<'extend'> = (kit, call) =>
  extendForm(kit, consumerOf(call), call.input.handle, call.proven, call.input.extensionsLeft);

export const submit: Handler<'submit'> = async (kit, call) => {
  const { submitKey, sealed } = call.input;
  await submitAnswers(kit, consumerOf(call), submitKey, sealed, call.proven);
  return { status: 'submitted' };
};
