// Reads the project's documents: their code blocks, links and headings. Knows as much Markdown as they use.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from '../workspace.mjs';

/** A document of the repository. */
export interface Page {
  /** From the root, with slashes. */
  readonly path: string;
  readonly text: string;
}

/** A fenced block. */
export interface Block {
  readonly page: string;
  /** Line of its first line of code, from 1. */
  readonly line: number;
  readonly language: string;
  readonly code: string;
}

/** A link to a place of the repository, or within the page. */
export interface Link {
  readonly target: string;
  readonly line: number;
}

const left = new Set(['node_modules', 'dist', 'api', '.changeset', 'data', 'coverage']);

/** Every document of the repository, without what is generated. */
export function readPages(folder: string = root): Page[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry): Page[] => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return left.has(entry.name) || entry.name.startsWith('.') ? [] : readPages(path);
    if (!entry.name.endsWith('.md')) return [];
    return [{ path: relative(root, path).replaceAll('\\', '/'), text: readFileSync(path, 'utf8') }];
  });
}

/** One document. */
export function readPage(path: string): Page {
  return { path, text: readFileSync(join(root, path), 'utf8') };
}

/** The fenced blocks of a document. */
export function blocksOf({ path, text }: Page): Block[] {
  const blocks: Block[] = [];
  let open: { fence: string; language: string; line: number; lines: string[] } | undefined;
  for (const [at, line] of text.split('\n').entries()) {
    const [, fence = '', language = ''] = /^(`{3,})(\w*)/.exec(line) ?? [];
    if (open && fence === open.fence && line === fence) {
      blocks.push({ page: path, line: open.line, language: open.language, code: `${open.lines.join('\n')}\n` });
      open = undefined;
    } else if (open) open.lines.push(line);
    else if (fence !== '') open = { fence, language, line: at + 2, lines: [] };
  }
  return blocks;
}

/** The text without its fenced blocks, line for line. */
export function proseOf({ text }: Page): string {
  let fenced = false;
  return text
    .split('\n')
    .map((line) => {
      const isFence = line.startsWith('```');
      if (isFence) fenced = !fenced;
      return isFence || fenced ? '' : line;
    })
    .join('\n');
}

/** Links that lead to no other site. */
export function linksOf(page: Page): Link[] {
  return proseOf(page)
    .split('\n')
    .flatMap((line, at) =>
      [...line.replace(/`[^`]*`/g, '').matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => ({
        target,
        line: at + 1,
      })),
    )
    .filter(({ target }) => !/^[a-z]+:/.test(target));
}

/** What can stand behind `#` in a link to this document, as GitHub makes it of headings. */
export function anchorsOf(page: Page): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of proseOf(page).matchAll(/^#{1,6} (.*)$/gm)) {
    const plain = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[`*]/g, '');
    const slug = plain
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-');
    let anchor = slug;
    for (let again = 1; anchors.has(anchor); again += 1) anchor = `${slug}-${again}`;
    anchors.add(anchor);
  }
  return anchors;
}

/** The cells of a document's table rows, without heads and rules, with the heads of the table they stand in. */
export function rowsOf(page: Page): { readonly heads: readonly string[]; readonly cells: readonly string[] }[] {
  const cellsOf = (line: string) =>
    line
      .slice(1, line.lastIndexOf('|'))
      .split('|')
      .map((cell) => cell.trim());
  const lines = proseOf(page).split('\n');
  let heads: string[] = [];
  return lines.flatMap((line, at) => {
    if (!line.startsWith('|')) return [];
    if (!lines[at - 1]?.startsWith('|')) heads = cellsOf(line);
    const isRow = lines[at - 1]?.startsWith('|') && !/^\|[\s:|-]+\|$/.test(line);
    return isRow ? [{ heads, cells: cellsOf(line) }] : [];
  });
}
