// Routes by which whoever runs the process asks how it is.
import { busyAnswer } from '../http/answers.ts';
import { toResponse } from '../http/exchange.ts';
import type { Handler } from './call.ts';

export const live: Handler<'live'> = async () => ({ status: 'pass' });

export const ready: Handler<'ready'> = async (kit) =>
  (await kit.health()).ready ? { status: 'pass' } : toResponse(busyAnswer());
