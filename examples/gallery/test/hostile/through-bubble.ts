// Runs in a cell: tells its bubble of forms with hostile names. Needs nothing from outside but the page's checks, because it travels as
// text.
import type { PageChecks } from '../../../live-desk/test/page-checks.ts';

/** Shows each string as name and description; says what it changed beside the words. */
export async function throughBubble(texts: readonly string[]): Promise<string[]> {
  const { pageChecks } = globalThis as unknown as { pageChecks: PageChecks };
  const bubble = document.querySelector('tellsafe-invitation') as HTMLElement & { fetch: unknown };
  const troubles: string[] = [];
  let events: ReadableStreamDefaultController<Uint8Array> | undefined;
  bubble.fetch = async (url: string) => {
    if (!url.endsWith('/watch')) return Response.json({});
    const start = (controller: ReadableStreamDefaultController<Uint8Array>) => {
      events = controller;
    };
    return new Response(new ReadableStream({ start }));
  };
  /** A turn of the event loop; timers wait longer. */
  const turn = () =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = resolve;
      port2.postMessage(0);
    });
  while (!events) await turn();

  const part = (name: string) => bubble.shadowRoot?.querySelector(`[part=${name}]`)?.textContent;
  const show = async (text: string) => {
    const data = { status: 'received', form: { name: text, description: text }, secondsLeft: 900, agentName: text };
    events?.enqueue(new TextEncoder().encode(`event: status\ndata: ${JSON.stringify(data)}\n\n`));
    for (let turns = 0; turns < 50 && part('description') !== text; turns += 1) await turn();
  };
  await show('plain');
  const structure = pageChecks.structureOf();
  const { width } = bubble.getBoundingClientRect();
  for (const text of texts) {
    await show(text);
    const blame = (what: string) => troubles.push(`${what}: ${JSON.stringify(text.slice(0, 60))}`);
    if (part('title') !== text || part('description') !== text) blame('other words');
    if (pageChecks.structureOf() !== structure) blame('other elements');
    if (bubble.getBoundingClientRect().width !== width) blame('another width');
    if (document.documentElement.scrollWidth > innerWidth) blame('too wide');
  }
  return troubles;
}
