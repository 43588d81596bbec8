// One kept-alive HTTP/1.1 connection with one request at a time, as little of a client as there can be: what the load costs must
// not hide what the server costs.
import { connect, type Socket } from 'node:net';

/** A whole answer. */
export interface Answer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

const READ_BYTES = 65_536;
const END_OF_HEAD = '\r\n\r\n';

/** A connection to a server on this machine. */
export class Connection {
  readonly #socket: Socket;
  #received = '';
  #waiting: { resolve(answer: Answer): void; reject(error: Error): void } | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** Connects. */
  static open(port: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const buffer = Buffer.allocUnsafe(READ_BYTES);
      const onread = {
        buffer,
        callback: (length: number) => {
          connection.#read(buffer.toString('latin1', 0, length));
          return true;
        },
      };
      const socket = connect({ port, host: '127.0.0.1', noDelay: true, onread });
      const connection = new Connection(socket);
      socket.once('connect', () => resolve(connection));
      socket.on('error', (error) => {
        reject(error);
        connection.#fail(error);
      });
      socket.on('close', () => connection.#fail(new Error('the server closed the connection')));
    });
  }

  /** Sends a request, which must be ASCII, and waits for its answer. */
  request(text: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(text, 'latin1');
    });
  }

  close(): void {
    this.#waiting = undefined;
    this.#socket.destroy();
  }

  #fail(error: Error): void {
    this.#waiting?.reject(error);
    this.#waiting = undefined;
  }

  #read(text: string): void {
    this.#received = this.#received === '' ? text : this.#received + text;
    const answer = parseAnswer(this.#received);
    const waiting = this.#waiting;
    if (!answer || !waiting) return;
    this.#received = '';
    this.#waiting = undefined;
    waiting.resolve(answer);
  }
}

const lengthPattern = /\r\ncontent-length: *(\d+)/i;
const chunkedPattern = /\r\ntransfer-encoding: *chunked/i;

/** The answer, when all of it is there. Bodies are ASCII, so that a character is a byte. */
function parseAnswer(received: string): Answer | undefined {
  const end = received.indexOf(END_OF_HEAD);
  if (end < 0) return undefined;
  const head = received.slice(0, end);
  const status = Number(head.slice(9, 12));
  const rest = end + END_OF_HEAD.length;
  const length = lengthPattern.exec(head)?.[1];
  if (length !== undefined) {
    const stop = rest + Number(length);
    return received.length < stop ? undefined : { status, head, body: received.slice(rest, stop) };
  }
  if (!chunkedPattern.test(head)) return { status, head, body: '' };
  const body = joinChunks(received, rest);
  return body === undefined ? undefined : { status, head, body };
}

/** @see RFC 9112 §7.1 */
function joinChunks(received: string, start: number): string | undefined {
  let body = '';
  for (let at = start; ; ) {
    const lineEnd = received.indexOf('\r\n', at);
    if (lineEnd < 0) return undefined;
    const size = Number.parseInt(received.slice(at, lineEnd), 16);
    const next = lineEnd + 2 + size + 2;
    if (received.length < next) return undefined;
    if (size === 0) return body;
    body += received.slice(lineEnd + 2, lineEnd + 2 + size);
    at = next;
  }
}
