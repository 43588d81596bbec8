// Runs in a cell: puts hostile strings into every place of a form that an author or an agent fills. Needs nothing from outside but the
// page's checks, because it travels as text.
import type { PageChecks } from '../../../live-desk/test/page-checks.ts';

/** Shows each string everywhere at once; says what it changed beside the words. */
export async function throughForm(texts: readonly string[]): Promise<string[]> {
  type Updating = HTMLElement & { state: object; updateComplete: Promise<void> };
  const { pageChecks } = globalThis as unknown as { pageChecks: PageChecks };
  const form = document.querySelector('tellsafe-form') as unknown as Updating;
  const troubles: string[] = [];
  const width = innerWidth;
  const controls = /\p{Bidi_Control}/gu;

  const places = [
    ...['h1 bdi', '.note bdi', '.help bdi', 'label[for] > [dir]', 'legend > [dir]'],
    ...['.choice > span', 'option:not(:first-child)', '.summary a > span'],
  ];
  /** A turn of the event loop; timers wait longer. */
  const turn = () =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = resolve;
      port2.postMessage(0);
    });
  const settled = async () => {
    await form.updateComplete;
    for (const each of form.querySelectorAll('tellsafe-question')) await each.updateComplete;
    await form.updateComplete;
  };
  const show = async (text: string) => {
    const rules = { required: true, masked: true, offTheRecord: false, maxLength: 2_000, characters: 'any' };
    const words = { label: text, help: text, placeholder: text, ...rules };
    const choices = Array.from({ length: 6 }, (_, at) => ({ value: `${at}${text}`, label: text }));
    const questions = [
      { id: 'a', type: 'text', ...words },
      { id: 'b', type: 'choice', choices: choices.slice(4), ...words },
      { id: 'c', type: 'choice', choices, ...words },
    ];
    const definition = { id: 'f', name: text, description: text, note: text, questions };
    form.state = { ...form.state, view: 'filling', definition, formName: text, agentName: text };
    await settled();
    // Choices are code of their own.
    while (!form.querySelector('select')) await turn();
    await settled();
    form.querySelector('form')?.requestSubmit(); // the summary of errors holds labels as well
    await settled();
  };
  const blame = (text: string, what: string) => troubles.push(`${what}: ${JSON.stringify(text.slice(0, 60))}`);
  const check = (text: string, structure: string) => {
    if (pageChecks.structureOf() !== structure) blame(text, 'other elements');
    if (document.documentElement.scrollWidth > width) blame(text, 'too wide');
  };

  await show('plain');
  const filling = pageChecks.structureOf();
  for (const text of texts) {
    await show(text);
    check(text, filling);
    for (const place of places) {
      const found = [...form.querySelectorAll(place)].map((each) => each.textContent);
      if (found.length === 0 || found.some((words) => words !== text)) blame(text, `other words in ${place}`);
    }
    if (form.querySelector('input')?.getAttribute('placeholder') !== text) blame(text, 'another placeholder');
    const agent = form.querySelector('.fine')?.textContent?.replace(controls, '');
    if (!agent?.includes(text.replace(controls, ''))) blame(text, 'another agent');
  }

  const end = async (text: string) => {
    form.state = { ...form.state, view: 'success', definition: undefined, formName: text };
    await settled();
  };
  await end('plain');
  const ended = pageChecks.structureOf();
  for (const text of texts) {
    await end(text);
    check(text, ended);
    const words = form.querySelector('.notice p')?.textContent?.replace(controls, '');
    if (!words?.includes(text.replace(controls, ''))) blame(text, 'other words at the end');
  }
  return troubles;
}
