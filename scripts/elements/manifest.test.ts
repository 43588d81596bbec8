import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { TellsafeInvitation } from '../../packages/consumer-widget/src/components/invitation/invitation.ts';
import { nativeThemeNames } from '../../packages/consumer-widget/src/theme.ts';
import { root } from '../workspace.mjs';
import { elementsManifest } from './manifest.mjs';

const names = (list: readonly { name: string }[] = []) => list.map(({ name }) => name).sort();

test('the manifest has the elements of the widget with their attributes, events, parts and custom properties', () => {
  const folder = join(root, 'packages/consumer-widget');
  const [{ path, declarations }] = elementsManifest(folder, 'src/index.ts').modules;
  const partsIn = (place: string) =>
    globSync(`src/components/${place}/*.ts`, { cwd: folder })
      .flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(/\bpart(?:=|: )["']([a-z-]+)/g)])
      .map(([, part = '']) => part);
  expect(path).toBe('dist/index.js');
  expect(names(declarations)).toEqual(['TellsafeForm', 'TellsafeInvitation']);
  const [form, invitation] = declarations;
  expect([form?.tagName, invitation?.tagName]).toEqual(['tellsafe-form', 'tellsafe-invitation']);
  expect(names(invitation?.attributes)).toEqual([...TellsafeInvitation.observedAttributes].sort());
  expect(names(invitation?.events)).toEqual(['tellsafe-status-changed']);
  expect(names(invitation?.cssProperties)).toEqual([...new Set(Object.values(nativeThemeNames))].sort());
  expect(partsIn('invitation').length).toBeGreaterThan(5);
  expect(names(invitation?.cssParts)).toEqual(expect.arrayContaining(partsIn('invitation')));
  expect(names(form?.cssParts)).toEqual(expect.arrayContaining(partsIn('form')));
});

test('control: what is private, inner or without words is left out', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tellsafe-manifest-'));
  mkdirSync(join(folder, 'src'));
  const source = `
    /** Inner. */
    export class AcmeInner extends HTMLElement {}
    /**
     * A button.
     * @csspart label - the text
     */
    export class AcmeButton extends HTMLElement {
      static observedAttributes = ['kind'];
      /** What it says. */
      label = '';
      unexplained = '';
      /** Nobody's business. */
      #secret = '';
      press() { this.dispatchEvent(new Event('pressed')); }
    }
    customElements.define('acme-button', AcmeButton);
    customElements.define('acme-inner', AcmeInner);`;
  writeFileSync(join(folder, 'src/button.ts'), source);
  writeFileSync(join(folder, 'src/index.ts'), `export { AcmeButton } from './button.ts';`);
  const [{ declarations }] = elementsManifest(folder, 'src/index.ts').modules;
  expect(declarations).toMatchObject([{ tagName: 'acme-button', description: 'A button.' }]);
  expect(names(declarations[0]?.attributes)).toEqual(['kind']);
  expect(names(declarations[0]?.cssParts)).toEqual(['label']);
  expect(names(declarations[0]?.members)).toEqual(['label']);
  expect(declarations[0]?.events).toBeUndefined();
  rmSync(folder, { recursive: true, force: true });
});
