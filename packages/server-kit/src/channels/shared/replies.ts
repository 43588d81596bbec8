// Answers to providers. Never HTML, never anything of the request.
import type { ChannelReply } from '../types.ts';

/** An answer in plain text. */
export function plainReply(status: number, body = ''): ChannelReply {
  return reply(status, 'text/plain; charset=utf-8', body);
}

/** An answer. */
export function reply(status: number, contentType: string, body: string): ChannelReply {
  return { status, headers: { 'content-type': contentType, 'cache-control': 'no-store' }, body };
}
