// Takes the socket of an answer that goes on for long out of the hands of node:http. Parser, request and answer of node:http hold about
// 13 KB for each connection for as long as it is open; a stream that only writes needs none of them.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** What node:http does on a socket, by the names of its listeners. One that is missing means that node:http is another one than is known here. */
const known: readonly (readonly [event: string, name: string])[] = [
  ['data', 'bound socketOnData'],
  ['end', 'bound socketOnEnd'],
  ['drain', 'bound socketOnDrain'],
  ['error', 'socketOnError'],
  ['timeout', 'socketOnTimeout'],
];
const closing = 'bound socketOnClose';

/** Methods of an answer; whoever replaces one wants to see what is written. */
const methods = ['write', 'end', 'writeHead', 'flushHeaders'] as const;

/**
 * Takes the socket, after the head of the answer was written and the request has been read to its end. node:http sees the connection as
 * closed and forgets it; whoever takes it must watch it, and close it in the end.
 *
 * @returns nothing when the connection has to stay as it is: somebody else listens to the answer or has changed it, or node:http is another
 * one than is known
 */
export function takeSocket(incoming: IncomingMessage, outgoing: ServerResponse): Socket | undefined {
  const { socket } = outgoing;
  if (!socket || !incoming.complete || !incoming.readableEnded || incoming.httpVersionMajor !== 1) return undefined;
  if (!isPlain(outgoing) || !isFree(incoming, outgoing)) return undefined;
  const found = known.map(([event, name]) => [event, listenerOf(socket, event, name)] as const);
  const close = listenerOf(socket, 'close', closing);
  if (!close || found.some(([, listener]) => !listener)) return undefined;
  outgoing.detachSocket(socket);
  // As if it had closed: gives the parser back.
  socket.off('close', close);
  close.call(socket);
  for (const [event, listener] of found) if (listener) socket.off(event, listener);
  return socket.destroyed ? undefined : socket;
}

/** Compression and the like put methods of their own in the place of those of the answer. */
function isPlain(outgoing: ServerResponse): boolean {
  return outgoing.headersSent && methods.every((name) => !Object.hasOwn(outgoing, name));
}

/** Whoever waits for the end of the answer, as a log of requests does, would be told of it too early. */
function isFree(incoming: IncomingMessage, outgoing: ServerResponse): boolean {
  const listening = [
    outgoing.listenerCount('close'),
    outgoing.listenerCount('finish') - 1,
    incoming.listenerCount('aborted'),
  ];
  return listening.every((count) => count === 0);
}

type Listener = (...given: unknown[]) => void;

function listenerOf(socket: Socket, event: string, name: string): Listener | undefined {
  return (socket.listeners(event) as Listener[]).find((listener) => listener.name === name);
}
