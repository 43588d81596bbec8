// Requests and worlds for tests of channels.
import type { ChannelIo, OutboundMessage, RawRequest, SendState } from '../../src/channels/types.ts';

/** A request as it came. */
export function rawRequest(
  publicUrl: string,
  body: string | Uint8Array,
  headers: Record<string, string>,
  method = 'POST',
): RawRequest {
  const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return { method, publicUrl, headers: new Map(lower), body: bytes, receivedAt: 1_795_341_480_000 };
}

/** What a provider was asked. */
export interface Seen {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: string;
}

/** A world in which a provider answers as it is told to. */
export function worldOf(answer: (seen: Seen) => Response | Promise<Response>, now = 1_795_341_500_000) {
  const seen: Seen[] = [];
  const io: ChannelIo = {
    now: () => now,
    fetch: async (url, init) => {
      const request = {
        url,
        method: init.method ?? 'GET',
        headers: new Headers(init.headers),
        body: String(init.body ?? ''),
      };
      seen.push(request);
      return answer(request);
    },
  };
  return { io, seen };
}

/** A message on its way out. */
export function messageTo(primary: string, change: Partial<OutboundMessage> = {}): OutboundMessage {
  return {
    outboxId: '7c1e8a52-4f0b-4b53-9d27-0a7e5a4b9c11',
    to: { primary, aliases: [] },
    author: { kind: 'human', agentId: 'maya' },
    purpose: 'agent_reply',
    body: { text: 'Good morning' },
    ...change,
  };
}

/** A form's link on its way out. */
export function invitationTo(primary: string, change: Partial<OutboundMessage> = {}): OutboundMessage {
  const url = 'https://forms.acme.example/f/acme#AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA';
  const link = { url, label: 'Open form', title: 'Payment card' };
  return messageTo(primary, {
    author: { kind: 'automation', name: 'forms' },
    purpose: 'form_invitation',
    body: { text: `Payment card: ${url}`, link },
    expiresAt: 1_795_341_500_000 + 900_000,
    ...change,
  });
}

/** A conversation in which everything may be sent. */
export function stateAt(now = 1_795_341_500_000, change: Partial<SendState> = {}): SendState {
  return { now, lastInboundAt: now - 60_000, consent: 'unknown', closed: false, ...change };
}
