// Carries a live body over node:http: over the socket alone where it can be had, else over the answer.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { finished } from 'node:stream';
import type { LiveBody, LiveSink } from '../http/live-body.ts';
import { once } from '../timer.ts';
import { takeSocket } from './node-takeover.ts';

/** How long a connection may stay after the end of its stream, for what is still on its way. */
const LEAVE_MS = 1_000;

/** Starts a live body; its head has been written. Nothing of the request is kept when the socket could be taken. */
export async function carry(body: LiveBody, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  await read(incoming);
  if (outgoing.destroyed || !outgoing.socket) return body.leave();
  const isChunked = outgoing.chunkedEncoding;
  const socket = takeSocket(incoming, outgoing);
  if (socket) overSocket(body, socket, isChunked);
  else overAnswer(body, outgoing);
}

/** A request that was answered before it was read is read to its end; most have no body. */
function read(incoming: IncomingMessage): Promise<void> {
  if (incoming.readableEnded) return Promise.resolve();
  return new Promise((resolve) => {
    finished(incoming, { writable: false }, () => resolve());
    incoming.resume();
  });
}

class AnswerSink implements LiveSink {
  readonly #outgoing: ServerResponse;

  constructor(outgoing: ServerResponse) {
    this.#outgoing = outgoing;
  }

  write(text: string): boolean {
    return this.#outgoing.write(text);
  }

  end(): void {
    this.#outgoing.end();
  }

  cut(): void {
    this.#outgoing.destroy();
  }
}

function overAnswer(body: LiveBody, outgoing: ServerResponse): void {
  outgoing.on('drain', () => body.resume());
  outgoing.once('close', () => body.leave());
  body.start(new AnswerSink(outgoing));
}

/** Streams by their sockets, so that all of them share their listeners. */
const streams = new WeakMap<Socket, LiveBody>();

function overSocket(body: LiveBody, socket: Socket, isChunked: boolean): void {
  streams.set(socket, body);
  socket.on('data', ignore).on('error', ignore).on('end', onEnd).on('drain', onDrain).on('close', onClose);
  socket.resume();
  body.start(new SocketSink(socket, isChunked));
}

function ignore(): void {
  // What a client says after its request is not asked for; a connection that fails closes.
}

function onEnd(this: Socket): void {
  this.destroy();
}

function onDrain(this: Socket): void {
  streams.get(this)?.resume();
}

function onClose(this: Socket): void {
  streams.get(this)?.leave();
}

/** Frames are those of RFC 9112 §7.1. */
class SocketSink implements LiveSink {
  readonly #socket: Socket;
  readonly #isChunked: boolean;

  constructor(socket: Socket, isChunked: boolean) {
    this.#socket = socket;
    this.#isChunked = isChunked;
  }

  write(text: string): boolean {
    if (!this.#isChunked) return this.#socket.write(text);
    return this.#socket.write(`${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`);
  }

  end(): void {
    const stopTimer = once(LEAVE_MS, () => this.#socket.destroy());
    this.#socket.once('close', stopTimer);
    this.#socket.end(this.#isChunked ? '0\r\n\r\n' : '');
  }

  cut(): void {
    this.#socket.destroy();
  }
}
