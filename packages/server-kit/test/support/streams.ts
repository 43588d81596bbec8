// Reading event streams in tests: as many events as wanted, then the rest stays open or is left.
import { type RequestInput, requestOf } from '../clients.ts';
import type { Harness } from '../harness.ts';

export interface ReadEvent {
  readonly id: string;
  readonly event: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into the data of every kind of event
  readonly data: any;
}

/** A stream being read. */
export class TestStream {
  readonly response: Response;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #decoder = new TextDecoder();
  #buffer = '';
  /** Comments seen so far: heartbeats. */
  comments = 0;
  ended = false;

  constructor(response: Response) {
    if (!response.body) throw new Error(`no stream: ${response.status}`);
    this.response = response;
    this.#reader = response.body.getReader();
  }

  /** The next so many events, waiting for them; fewer when the stream ends first. */
  async take(count: number): Promise<ReadEvent[]> {
    const events: ReadEvent[] = [];
    while (events.length < count) {
      const end = this.#buffer.indexOf('\n\n');
      if (end >= 0) {
        const event = this.#parse(this.#buffer.slice(0, end));
        this.#buffer = this.#buffer.slice(end + 2);
        if (event) events.push(event);
        continue;
      }
      const { done, value } = await this.#reader.read();
      if (done) {
        this.ended = true;
        break;
      }
      this.#buffer += this.#decoder.decode(value, { stream: true });
    }
    return events;
  }

  /** Everything until the stream ends. */
  rest(): Promise<ReadEvent[]> {
    return this.take(Number.POSITIVE_INFINITY);
  }

  async leave(): Promise<void> {
    await this.#reader.cancel();
  }

  #parse(block: string): ReadEvent | undefined {
    if (block.startsWith(':')) this.comments += 1;
    const fields = new Map(block.split('\n').map((line) => line.split(/: (.*)/s, 2) as [string, string]));
    const event = fields.get('event');
    return event === undefined
      ? undefined
      : { id: fields.get('id') ?? '', event, data: JSON.parse(fields.get('data') ?? 'null') };
  }
}

/** Opens a stream. */
export async function openStream(
  harness: Harness,
  method: string,
  path: string,
  input: RequestInput = {},
): Promise<TestStream> {
  const response = await harness.tellsafe.fetch(requestOf(method, path, input));
  if (response.status !== 200) throw new Error(`no stream: ${response.status} ${await response.text()}`);
  return new TestStream(response);
}
