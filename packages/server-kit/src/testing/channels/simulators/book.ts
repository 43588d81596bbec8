// What a simulated provider remembers: messages, people, files, complaints.
import type { FileFault, TakenMessage } from './types.ts';

/** A file that lies at a provider. */
export interface HostedFile {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

/** Where files go that a provider redirects to somebody else. */
export const ABROAD = 'https://files.elsewhere.example';

/** The memory of one provider. */
export interface Book {
  readonly now: () => number;
  readonly taken: TakenMessage[];
  readonly complaints: string[];
  readonly files: Map<string, HostedFile>;
  /** People who must not be written to. */
  readonly optedOut: Set<string>;
  /** Epoch ms of each person's last message. */
  readonly lastFrom: Map<string, number>;
  readonly fileFaults: FileFault[];
  /** Hexadecimal digits of the injected randomness. */
  digits(count: number): string;
  uuid(): string;
  complain(what: string): void;
  /** Remembers a message; one with the id of another is that other one. */
  take(message: Omit<TakenMessage, 'at'>): TakenMessage;
  /** Serves a file, with the next fault. */
  serve(request: Request): Response;
}

/** An empty memory. */
export function createBook(now: () => number, random: () => number): Book {
  const book: Book = {
    now,
    ...{ taken: [], complaints: [], files: new Map(), optedOut: new Set(), lastFrom: new Map(), fileFaults: [] },
    digits: (count) => Array.from({ length: count }, () => Math.floor(random() * 16).toString(16)).join(''),
    uuid() {
      const all = book.digits(30);
      return `${all.slice(0, 8)}-${all.slice(8, 12)}-4${all.slice(12, 15)}-8${all.slice(15, 18)}-${all.slice(18)}`;
    },
    complain(what) {
      book.complaints.push(what);
    },
    take(message) {
      const known = book.taken.find(({ id }) => id === message.id);
      if (known) return known;
      const taken = { ...message, at: now() };
      book.taken.push(taken);
      return taken;
    },
    serve: (request) => serve(book, request),
  };
  return book;
}

function serve(book: Book, request: Request): Response {
  const file = book.files.get(request.url);
  if (!file) return new Response(null, { status: 404 });
  const { bytes, mediaType } = file;
  const headers = { 'content-type': mediaType };
  switch (book.fileFaults.shift()) {
    case 'not-yet':
      return new Response(null, { status: 404 });
    case 'changed':
      return new Response(
        bytes.map((byte) => byte ^ 1),
        { headers },
      );
    case 'wrong-type':
      return new Response('<p>', { headers: { 'content-type': 'text/html' } });
    case 'endless':
      return new Response(endless(), { headers });
    case 'redirected-abroad': {
      const location = `${ABROAD}/${book.digits(8)}`;
      book.files.set(location, file);
      return new Response(null, { status: 307, headers: { location } });
    }
    default:
      return new Response(new Uint8Array(bytes), { headers });
  }
}

/** Gives bytes for as long as somebody reads. */
function endless(): ReadableStream<Uint8Array> {
  return new ReadableStream({
    pull(controller) {
      controller.enqueue(new Uint8Array(1024));
    },
  });
}
