// The control of every attack: a form as widgets without isolation make it. It is a part of the page, or a document of its origin, and
// it tells what is typed in every way that the real one must not.

/** Runs in a page of the shop. */
export function brokenWidget(): void {
  const labels = ['Name on card', 'Card number', 'Expiry date', 'CVV'];
  const channel = new MessageChannel();
  channel.port2.onmessage = () => {};
  const answers: Record<string, string> = {};

  function field(label: string): HTMLElement {
    const row = document.createElement('p');
    const input = document.createElement('input');
    input.id = label;
    input.value = localStorage.getItem(label) ?? '';
    input.addEventListener('input', () => {
      answers[label] = input.value;
      input.setAttribute('value', input.value);
      localStorage.setItem(label, input.value);
      channel.port1.postMessage({ label, value: input.value });
    });
    const name = document.createElement('label');
    name.htmlFor = label;
    name.textContent = label;
    row.append(name, input);
    return row;
  }

  customElements.define(
    'broken-form',
    class extends HTMLElement {
      connectedCallback() {
        const submit = document.createElement('button');
        submit.textContent = 'Submit';
        submit.addEventListener('click', () => {
          void fetch('/submit', { method: 'POST', body: JSON.stringify(answers) });
        });
        // Closed, as if that helped; in a frame without, so that a test finds the fields.
        const framed = location.pathname === '/frame';
        (framed ? this : this.attachShadow({ mode: 'closed' })).append(...labels.map(field), submit);
      }
    },
  );
  document.body.append(document.createElement('broken-form'));
}
