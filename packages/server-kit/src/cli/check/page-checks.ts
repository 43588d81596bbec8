// What a consumer's browser runs: the published page, whole, with every file pinned.

import { integrityManifest } from '../../page/page.generated.ts';
import { compareLivePage } from '../live-page.ts';
import { ask, baseOf, type Check, pageOf } from './target.ts';

/** The checks. */
export const pageChecks: readonly Check[] = [
  {
    id: 'published-page',
    how: 'Document, headers and every file are those of this version, by hash (tellsafe check page)',
    rows: ['PCI 6.4.3', 'PCI 11.6.1'],
    run: async ({ page, send }) => (await compareLivePage(page, (url) => send(url, { redirect: 'manual' }))).findings,
  },
  {
    id: 'integrity-list',
    how: 'integrity.json is the published list of hashes',
    rows: ['PCI 6.4.3', 'PCI 11.6.1', 'ASVS 3.6.1'],
    run: async (target) => {
      const { status, text } = await ask(target, `${baseOf(target)}/integrity.json`);
      return status === 200 && text === integrityManifest ? [] : ['integrity.json is not the published list.'];
    },
  },
  {
    id: 'pinned-files',
    how: 'Every script and style that the document loads is pinned by its hash',
    rows: ['ASVS 3.6.1', 'PCI 6.4.3'],
    run: async (target) => {
      const { text } = await pageOf(target);
      const loading = [...text.matchAll(/<(?:script\b|link\b[^>]*\brel="(?:stylesheet|modulepreload)")[^>]*>/g)];
      if (loading.length === 0) return ['The document loads nothing: it is not the form page.'];
      const loose = loading.filter(([element]) => !/\bintegrity="sha(?:384|512)-/.test(element));
      return loose.length === 0 ? [] : [`${loose.length} scripts or styles are not pinned.`];
    },
  },
];
