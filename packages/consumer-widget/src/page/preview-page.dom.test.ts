// SF-WV-02, SF-WV-03: the preview shows what a page on an allowed origin hands over, once, and nothing else.
import { parseFormDefinition } from '@tellsafe/core/form/schema';
import { afterEach, expect, test, vi } from 'vitest';
import { PREVIEW_HELLO, parsePreviewRequest } from './preview-messages.ts';
import { startPreview } from './preview-page.ts';

const HOST = 'https://www.acme.example';
const definition = parseFormDefinition({
  ...{ id: 'a', name: 'Address', description: 'Where to?' },
  questions: [{ id: 'street', label: 'Street', type: 'text' }],
});
const request = { type: 'show', definition, theme: {}, language: 'en' };
const ports: MessagePort[] = [];
afterEach(() => {
  for (const port of ports.splice(0)) port.close();
  document.body.replaceChildren();
});

/** A window in a frame whose page is on HOST. */
function frame() {
  const parent = {};
  document.head.innerHTML = `<meta name="tellsafe-hosts" content="${HOST}">`;
  const page = Object.assign(new EventTarget(), {
    parent,
    document,
    location: new URL('https://forms.acme.example/p'),
  });
  const form = document.createElement('div') as unknown as Parameters<typeof startPreview>[1];
  startPreview(page as unknown as Window, form);
  const greet = (part: object = {}) => {
    const { port1, port2 } = new MessageChannel();
    ports.push(port1, port2);
    const heard: unknown[] = [];
    port1.onmessage = ({ data }) => heard.push(data);
    const hello = { origin: HOST, source: parent, data: { type: PREVIEW_HELLO }, ports: [port2], ...part };
    page.dispatchEvent(Object.assign(new Event('message'), hello));
    return { port: port1, heard };
  };
  return { form, greet };
}

test('SF-WV-02 an allowed page is answered, and what it hands over is shown', async () => {
  const { form, greet } = frame();
  const { port, heard } = greet();
  await vi.waitFor(() => expect(heard).toEqual([{ type: 'ready' }]));
  port.postMessage(request);
  await vi.waitFor(() => expect(form.state).toMatchObject({ view: 'filling', formName: 'Address', definition }));
  // What is "submitted" goes nowhere: the next screen is shown, and nothing is told.
  form.actions.submit({ street: 'Canary' }, true);
  expect(form.state.view).toBe('success');
  form.actions.leave();
  expect(form.state.view).toBe('filling');
  expect(heard).toEqual([{ type: 'ready' }]);
});

test('SF-THM-12 the preview is as light or dark as it is asked to be, unless the theme allows light alone', async () => {
  const { greet } = frame();
  const { port } = greet();
  const { style } = document.documentElement;
  for (const scheme of ['dark', 'light'] as const) {
    port.postMessage({ ...request, scheme });
    await vi.waitFor(() => expect(style.colorScheme).toBe(scheme));
  }
  port.postMessage({ ...request, scheme: 'dark', theme: { statusBarLightContent: false } });
  await vi.waitFor(() => expect(style.colorScheme).toBe('only light'));
});

test.each([
  ['of another origin', { origin: 'https://evil.example' }],
  ['of the opaque origin', { origin: 'null' }],
  ['of another window', { source: {} }],
  ['of another kind', { data: { type: 'tellsafe-hello/v1' } }],
  ['without a port', { ports: [] }],
])('SF-WV-03 a hello %s is not answered', async (_, part) => {
  const { form, greet } = frame();
  const { port, heard } = greet(part);
  port.postMessage(request);
  const right = greet();
  await vi.waitFor(() => expect(right.heard).toHaveLength(1));
  expect(heard).toEqual([]);
  expect(form.state).toBeUndefined();
});

test.each([
  ['nothing', null],
  ['a handle', { type: 'handle', handle: 'h', language: 'en', theme: {} }],
  ['another scheme', { ...request, scheme: 'url(https://evil.example)' }],
  ['no questions', { ...request, definition: { ...definition, questions: [] } }],
  ['21 questions', { ...request, definition: { ...definition, questions: Array(21).fill(definition.questions[0]) } }],
  [
    'a label that is no text',
    { ...request, definition: { ...definition, questions: [{ ...definition.questions[0], label: {} }] } },
  ],
  [
    'a choice without choices',
    { ...request, definition: { ...definition, questions: [{ ...definition.questions[0], type: 'choice' }] } },
  ],
  ['a language that is none', { ...request, language: 'x'.repeat(36) }],
])('SF-WV-03 %s is not shown', (_, data) => {
  expect(parsePreviewRequest(request)).toEqual(request);
  expect(parsePreviewRequest(data)).toBeNull();
});
