// <tellsafe-form> in real Chromium: accessibility of every state, focus, masking, caret, paste, and what is left behind.
import axe from 'axe-core';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { type FormView, initialState } from '../../src/controllers/form-state.ts';
import { definition, filling, question, show, submit } from './shown-form.ts';

afterEach(() => {
  document.body.replaceChildren();
  document.adoptedStyleSheets = [];
});

describe('SF-A11Y-02 zero axe violations', () => {
  const views: FormView[] = [
    'gate',
    'loading',
    'filling',
    'success',
    'submitted',
    'expired',
    'late',
    'declined',
    'revoked',
    'elsewhere',
    'failed',
    'unsupported',
    'closed',
    'left',
    'window',
  ];
  for (const [scheme, language] of [
    ['light', 'en'],
    ['dark', 'en'],
    ['light', 'ar'],
  ] as const) {
    for (const view of views) {
      test(`${view}, ${scheme}, ${language}`, async () => {
        const { form } = await show(
          { ...(view === 'filling' ? filling : { view, formName: 'Payment card' }), online: false, secondsLeft: 90 },
          { language, scheme },
        );
        if (view === 'filling') submit(form);
        await form.updateComplete;
        const { violations } = await axe.run(document, {
          runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        });
        expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 120))])).toEqual([]);
      });
    }
  }
});

test('SF-WV-04 errors stand beside the fields and in a summary with links, and the focus moves to the first', async () => {
  const { form, actions, field } = await show(filling);
  expect(form.renderRoot.querySelectorAll('.error')).toHaveLength(0);
  submit(form);
  await form.updateComplete;
  expect(document.activeElement).toBe(field('name'));
  expect(field('name').getAttribute('aria-invalid')).toBe('true');
  expect(form.renderRoot.querySelectorAll('.summary a')).toHaveLength(3);
  (form.renderRoot.querySelectorAll('.summary a')[1] as HTMLElement).click();
  expect(document.activeElement).toBe(field('card'));
  expect(location.hash).toBe('');
  expect(actions.submit).not.toHaveBeenCalled();
});

test('SF-FORM-04 a refused character is named at once; an empty field that was only visited is left in peace', async () => {
  const { form, field } = await show(filling);
  await userEvent.click(field('card'));
  await userEvent.click(field('name'));
  expect(form.renderRoot.querySelectorAll('.error')).toHaveLength(0);
  await userEvent.keyboard("O'Brien");
  expect(form.renderRoot.querySelector('.error')?.textContent).toContain("'");
});

test('SF-WV-04 the error of a field that was left does not move the next one away while it is clicked', async () => {
  const { form, field } = await show(filling);
  await userEvent.fill(field('card'), '4111111111111112');
  const { left, top } = field('cvv').getBoundingClientRect();
  const under = () => document.elementFromPoint(left + 20, top + 5);
  await userEvent.tripleClick(field('cvv'), { position: { x: 20, y: 5 } });
  expect([document.activeElement, under()]).toEqual([field('cvv'), field('cvv')]);
  await vi.waitFor(() => expect(form.querySelectorAll('.error')).toHaveLength(1));
  expect(under()).not.toBe(field('cvv'));
  expect(document.activeElement).toBe(field('cvv'));
});

test('SF-WV-01 masked answers are dots until shown, and masked again when the question is left', async () => {
  const { form, field } = await show(filling);
  const security = () => getComputedStyle(field('cvv')).getPropertyValue('-webkit-text-security');
  await userEvent.click(field('cvv'));
  await userEvent.keyboard('123');
  expect(security()).toBe('disc');
  await userEvent.click(form.renderRoot.querySelector('.reveal') as HTMLElement);
  expect(security()).toBe('none');
  await userEvent.click(field('name'));
  expect(security()).toBe('disc');
});

test('SF-WV-03 SF-WV-06 answers are in no attribute and no event, and after the end they are gone', async () => {
  const { form, actions, field } = await show(filling);
  const events: Event[] = [];
  for (const name of ['question-edited', 'question-left'])
    document.addEventListener(name, (event) => events.push(event));
  await userEvent.fill(field('name'), 'Canary Person');
  await userEvent.fill(field('card'), '4111111111111111');
  await userEvent.fill(field('cvv'), '987');
  // lit's marks hold nine digits of chance, which may be those that are looked for.
  expect(form.outerHTML.replace(/lit\$\d+\$/g, '')).not.toMatch(/Canary|4111|987/);
  expect(events.length).toBeGreaterThan(0);
  for (const event of events) expect(event).not.toBeInstanceOf(CustomEvent);
  const [name] = [field('name')];
  submit(form);
  expect(vi.mocked(actions.submit).mock.calls[0]).toEqual([
    { name: 'Canary Person', card: '4111111111111111', cvv: '987', keep: '', land: '' },
    true,
  ]);
  form.state = { ...initialState, view: 'success', formName: 'Payment card' };
  await form.updateComplete;
  expect(name.value).toBe('');
  expect(form.textContent).toContain('Payment card');
  expect(form.isDirty).toBe(false);
});

test('SF-INV-05 leaving asks when something was typed; Escape does the same', async () => {
  const { form, actions, field } = await show(filling);
  await userEvent.fill(field('name'), 'Ada');
  await userEvent.keyboard('{Escape}');
  await form.updateComplete;
  expect(form.renderRoot.querySelector('dialog')?.open).toBe(true);
  expect(form.renderRoot.querySelector('dialog')?.textContent).toContain('What you have typed will be lost');
  expect(actions.leave).not.toHaveBeenCalled();
  (form.renderRoot.querySelector('dialog .secondary') as HTMLElement).click();
  expect(actions.leave).toHaveBeenCalledOnce();
});

test('SF-INV-05 where the form cannot be opened again, leaving says so even when nothing was typed', async () => {
  const { form, actions } = await show({ ...filling, reopen: 'never' });
  form.requestLeave();
  await form.updateComplete;
  expect(form.renderRoot.querySelector('dialog')?.textContent).toContain('not be able to open it again');
  expect(actions.leave).not.toHaveBeenCalled();
});

test('SF-INV-05 where the form cannot be opened again, the page around is told that leaving asks, before anything is typed', async () => {
  const { form, actions } = await show({ ...filling, reopen: 'never' });
  expect(vi.mocked(actions.edited).mock.calls).toEqual([[true]]);
  expect(form.isDirty).toBe(true);
  form.state = { ...initialState, view: 'left', reopen: 'never' };
  await form.updateComplete;
  expect(form.textContent).toContain('You have left this form. It cannot be opened again.');
  expect(vi.mocked(actions.edited).mock.calls).toEqual([[true], [false]]);
  expect(form.querySelector('.landing .primary')).toBeNull();
});

test('SF-INV-04 a form that another window of this device has can be taken over, unless it cannot be opened again', async () => {
  const { form, actions } = await show({ view: 'window' });
  expect(form.textContent).toContain('open in another window on this device');
  const button = form.querySelector('.landing button') as HTMLElement;
  expect(button.textContent).toBe('Continue here');
  button.click();
  expect(actions.open).toHaveBeenCalledOnce();
  form.state = { ...initialState, view: 'window', reopen: 'never' };
  await form.updateComplete;
  expect(form.querySelector('.landing .primary')).toBeNull();
});

test('SF-WV-01 the heading takes the focus for readers when the form appears, without a ring', async () => {
  const { form } = await show({ view: 'loading' });
  form.state = { ...initialState, ...filling };
  await vi.waitFor(() => expect(document.activeElement?.localName).toBe('h1'));
  expect(getComputedStyle(document.activeElement as Element).outlineStyle).toBe('none');
  await userEvent.keyboard('{Tab}');
  expect(getComputedStyle(document.activeElement as Element).outlineStyle).toBe('solid');
});

test('SF-INV-02 without a network the form says so and cannot be submitted; it comes back by itself', async () => {
  const online = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  const { form } = await show({ ...filling, online: false });
  const button = form.querySelector('[type=submit]') as HTMLButtonElement;
  expect(button.disabled).toBe(true);
  expect(form.textContent).toContain('You are offline.');
  online.mockReturnValue(true);
  form.state = { ...form.state, online: true };
  await form.updateComplete;
  expect(button.disabled).toBe(false);
  // A server that does not answer is no reason to keep a person from trying.
  form.state = { ...form.state, online: false };
  await form.updateComplete;
  expect(button.disabled).toBe(false);
  online.mockRestore();
});

test('SF-FLOW-04 on a slow network the form says that it is still trying, and cannot be sent twice', async () => {
  const { form, actions } = await show({
    ...filling,
    busy: 'submit',
    trouble: { step: 'submit', text: 'stillTrying' },
  });
  const button = form.querySelector('[type=submit]') as HTMLButtonElement;
  expect([button.textContent?.trim(), button.disabled]).toEqual(['Submitting …', true]);
  expect(form.querySelector('form [role=alert]')?.textContent).toContain('Still trying');
  expect(getComputedStyle(button, '::before').animationName).not.toBe('none');
  form.querySelector('form')?.requestSubmit();
  expect(actions.submit).not.toHaveBeenCalled();
});

test('SF-FLOW-10 declining asks first', async () => {
  const { form, actions } = await show(filling);
  (form.renderRoot.querySelector('.quiet') as HTMLElement).click();
  await form.updateComplete;
  expect(actions.decline).not.toHaveBeenCalled();
  (form.renderRoot.querySelector('dialog .secondary') as HTMLElement).click();
  expect(actions.decline).toHaveBeenCalledOnce();
});

test('SF-TIME-08 the end is announced in time and one action extends', async () => {
  const { form, actions } = await show({ ...filling, secondsLeft: 100 });
  (form.renderRoot.querySelector('.banner button') as HTMLElement).click();
  expect(actions.extend).toHaveBeenCalledOnce();
  form.state = { ...form.state, secondsLeft: 1700 };
  await form.updateComplete;
  expect(form.renderRoot.querySelector('.warn')).toBeNull();
});

test('SF-WV-05 the two texts are word for word', async () => {
  expect((await show({ view: 'failed' })).form.textContent).toContain(
    'The secure form could not be opened.\nPlease contact your agent for assistance.',
  );
  expect((await show({ view: 'late' })).form.textContent).toContain(
    'Your session has expired. Please close the window and start a new conversation in order to resume',
  );
});

test('SF-LANG-03 card numbers stay left-to-right in a right-to-left form', async () => {
  const { form, field } = await show(filling, { language: 'ar' });
  expect(form.renderRoot.querySelector('.page')?.getAttribute('dir')).toBe('rtl');
  expect(getComputedStyle(field('card')).direction).toBe('ltr');
});

test('expiry and security code stand side by side when they are neighbours and there is room', async () => {
  const short = [
    question({ id: 'expiry', label: 'Expiry', type: 'text', format: 'expiry', maxLength: 5 }),
    question({ id: 'cvv', label: 'Code', type: 'cvv', masked: true, offTheRecord: true, maxLength: 4 }),
    question({ id: 'name', label: 'Name', type: 'text' }),
  ];
  const { field } = await show({ ...filling, definition: { ...definition, questions: short } });
  const box = (id: string) => field(id).getBoundingClientRect();
  expect(box('cvv').top).toBe(box('expiry').top);
  expect(box('cvv').left).toBeGreaterThan(box('expiry').right);
  expect(box('name').top).toBeGreaterThan(box('cvv').bottom);
});

test('SF-FORM-02 every kind of question is checked by its own rule, those of a later chunk too', async () => {
  const kinds = [
    question({ id: 'iban', label: 'IBAN', type: 'text', format: 'iban', maxLength: 34 }),
    question({ id: 'mail', label: 'Email', type: 'text', format: 'email', maxLength: 254 }),
  ];
  const { form, field } = await show({ ...filling, definition: { ...definition, questions: kinds } });
  await userEvent.fill(field('iban'), 'DE89370400440532013001');
  await userEvent.fill(field('mail'), 'ada@example');
  submit(form);
  await form.updateComplete;
  await vi.waitFor(() => expect(form.renderRoot.querySelectorAll('.error')).toHaveLength(2));
});

test('design 7: outside the isolated page a form with a card or a CVV is refused', async () => {
  const { form } = await show(filling, { isolated: false });
  expect(form.renderRoot.querySelector('form')).toBeNull();
  expect(form.renderRoot.textContent).toContain('could not be opened');
});
