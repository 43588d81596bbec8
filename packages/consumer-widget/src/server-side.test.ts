// Pages are rendered on servers, too: whatever a host page imports can be imported where there is no document.
import { expect, test } from 'vitest';

const subpaths = {
  '.': () => import('./index.ts'),
  './register': () => import('./register.ts'),
  './form': () => import('./form.ts'),
  './conversation': () => import('./conversation.ts'),
  './push': () => import('./push/index.ts'),
};

test.each(Object.entries(subpaths))(
  'SF-GEN-03 %s does nothing and fails nowhere without a document',
  async (_subpath, load) => {
    expect([typeof HTMLElement, typeof customElements]).toEqual(['undefined', 'undefined']);
    expect(typeof (await load())).toBe('object');
  },
);
