// What the phones' page asks: one stream of all that it shows, and one address for what people do. Of this site alone.
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { fileOf } from './files.ts';
import type { Phones } from './phones.ts';
import { type Command, chaosNames, faultNames, fileNames, MAX_TEXT } from './view.ts';

/** Changes that come together are shown together, ms. */
const PAUSE_MS = 30;
const BEAT_MS = 15_000;

/** The routes, to be mounted on the brand's site. @param brandOrigin where their page comes from */
export function phonesSite(phones: Phones, brandOrigin: string): Hono {
  const site = new Hono();
  site.get('/events', (context) =>
    streamSSE(context, async (stream) => {
      let wake = () => {};
      const unwatch = phones.watch(() => wake());
      stream.onAbort(() => wake());
      try {
        while (!stream.aborted) {
          const changed = new Promise<void>((resolve) => {
            wake = resolve;
            setTimeout(resolve, BEAT_MS).unref();
          });
          await stream.writeSSE({ data: JSON.stringify(phones.view) });
          await changed;
          await stream.sleep(PAUSE_MS);
        }
      } finally {
        unwatch();
      }
    }),
  );
  site.get('/files/:name', async (context) => {
    const name = fileNames.find((each) => each === context.req.param('name'));
    if (!name) return context.body(null, 404);
    const { bytes, mediaType } = await fileOf(name);
    return context.body(new Uint8Array(bytes), 200, { 'content-type': mediaType });
  });
  site.post('/act', async (context) => {
    // Another site's page must not write for these people.
    if (context.req.header('origin') !== brandOrigin) return context.body(null, 403);
    const command = commandIn(await context.req.json().catch(() => undefined));
    if (!command || !phones.perform(command)) return context.body(null, 400);
    return context.body(null, 204);
  });
  return site;
}

/** @returns undefined for what is no command */
function commandIn(input: unknown): Command | undefined {
  const { do: what, line, person, text, file, fault, name, on } = (input ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof line !== 'string') return undefined;
  if (what === 'write' && typeof person === 'string' && typeof text === 'string') {
    return text.trim() !== '' && text.length <= MAX_TEXT ? { do: what, line, person, text } : undefined;
  }
  const sent = fileNames.find((each) => each === file);
  if (what === 'send-file' && typeof person === 'string' && sent) return { do: what, line, person, file: sent };
  if ((what === 'leave' || what === 'return') && typeof person === 'string') return { do: what, line, person };
  const known = faultNames.find((each) => each === fault);
  if (what === 'fail-next' && known) return { do: what, line, fault: known };
  const trouble = chaosNames.find((each) => each === name);
  if (what === 'chaos' && trouble && typeof on === 'boolean') return { do: what, line, name: trouble, on };
  return what === 'previews' && typeof on === 'boolean' ? { do: what, line, on } : undefined;
}
