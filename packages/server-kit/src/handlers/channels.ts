// The address of entry points: providers of channels send there, and each wants an answer of its own.
import { TellsafeError } from '@tellsafe/core';
import { findEntryPoint, receive } from '../channels/gateway/receive.ts';
import { countRefusals } from '../channels/gateway/refusals.ts';
import { applyEcho, applyStatus } from '../channels/outbox/statuses.ts';
import type { Handler } from './call.ts';

/** Handlers of what providers send. */
export function channelHandlers() {
  const receiving = { outcomes: { status: applyStatus, echo: applyEcho }, tellRefusal: countRefusals() };
  const handle: Handler<'channelHandshake' | 'channelEvents'> = async (kit, { parameters, request }) => {
    const entryPoint = findEntryPoint(kit, parameters.channel, parameters.entryPoint);
    if (!entryPoint) throw new TellsafeError('route_unknown');
    const { status, headers, body } = await receive(kit, entryPoint, request, receiving);
    return new Response(body === '' ? null : body, { status, headers });
  };
  return { channelHandshake: handle, channelEvents: handle };
}
