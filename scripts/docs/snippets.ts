// The code of the documents as one program: each block a file of its own, in which what the text takes as given is there.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../workspace.mjs';
import type { Block } from './markdown.ts';

/** What a document may use without saying where it comes from: the kit and the client of the sections before, and the host's own code. */
const given = `
import type { Tellsafe, TellsafeOptions, AccountOptions as Account, WebhookOptions } from '@tellsafe/server-kit';
import type { AgentClient } from '@tellsafe/agent-client';
import type { TellsafeWorkspace } from '@tellsafe/agent-client/elements';
import type { InvitationView } from '@tellsafe/core/wire';
import type { KeyProvider } from '@tellsafe/server-kit';
import type { Pool } from 'pg';
import type { createClient } from 'redis';

interface Person { readonly id: string; readonly name: string; readonly sessionId: string; readonly sessionEndsAt: number }

declare global {
  type AccountOptions = Account;
  /** What a block of members may be part of. */
  type Settings = Partial<TellsafeOptions> & Partial<Account> & Partial<WebhookOptions>;
  const options: TellsafeOptions;
  const accounts: TellsafeOptions['accounts'];
  const authenticate: TellsafeOptions['authenticate'];
  const tellsafe: Tellsafe;
  const client: AgentClient;
  const workspace: TellsafeWorkspace;
  const conversationId: string;
  const submissionId: string;
  const invitation: InvitationView;
  const pool: Pool;
  const deskPool: Pool;
  const vaultPool: Pool;
  const connectionString: string;
  const redis: ReturnType<typeof createClient>;
  const passphrase: string;
  const noted: { readonly number: number; readonly hash: string };
  const fresh: string;
  const old: string;
  const file: { write(piece: string): void };
  const fileInput: { readonly files: readonly [File] };
  const otherSystem: { append(text: string): void };
  const yourLogin: TellsafeOptions['authenticate'];
  const yourChat: { post(chat: string, message: object): Promise<void> };
  function yourSession(request: Request): Promise<Person | null>;
  function accessToken(): Promise<string>;
  function openVault(): Promise<{ provider(): KeyProvider; remove(): Promise<void> }>;
}
`;

/** Names that sections of a reference use again without importing them again. */
const again: Readonly<Record<string, string>> = {
  createTellsafe: '@tellsafe/server-kit',
  fileKeys: '@tellsafe/server-kit/keys/file',
  postgresStore: '@tellsafe/server-kit/stores/postgres',
  redisStore: '@tellsafe/server-kit/stores/redis',
  postgresSignal: '@tellsafe/server-kit/signals/postgres',
  createAgentClient: '@tellsafe/agent-client',
  boardCounts: '@tellsafe/agent-client',
  test: 'vitest',
};

/** A block of a reference, with the imports of the sections before it. */
export function withImports(block: Block): Block {
  const used = Object.entries(again).filter(
    ([name]) => new RegExp(`\\b${name}\\(`).test(block.code) && !new RegExp(`import .*\\b${name}\\b`).test(block.code),
  );
  const imports = used.map(([name, from]) => `import { ${name} } from '${from}';`).join(' ');
  return { ...block, line: block.line - 1, code: `${imports}\n${block.code}` };
}

/** The script tag's module, by the address that the documents give it. */
const scriptTag = `declare module 'https://forms.acme.example/tellsafe/widget/tellsafe.js' {
  export { createConversation } from '@tellsafe/consumer-widget/conversation';
  export { themeFromNative } from '@tellsafe/consumer-widget';
}
`;

/** The built packages as an application sees them; JavaScript as loosely as its authors write it. */
const settings = {
  compilerOptions: {
    ...{ target: 'ES2024', lib: ['ES2024', 'DOM', 'DOM.Iterable'], module: 'preserve', moduleResolution: 'bundler' },
    ...{ types: ['node'], strict: true, noImplicitAny: false, exactOptionalPropertyTypes: true },
    ...{ allowJs: true, checkJs: true, skipLibCheck: true, noEmit: true, moduleDetection: 'force' },
  },
  include: ['*'],
};

/** The blocks that are code: TypeScript, JavaScript, members of settings, and the modules in HTML. */
export function sourcesOf(blocks: readonly Block[]): Block[] {
  return blocks.flatMap((block) => {
    if (block.language === 'ts' && /^[a-z]\w*: /.test(block.code)) {
      return [{ ...block, line: block.line - 1, code: `({\n${block.code}}) satisfies Settings;\n` }];
    }
    if (block.language === 'ts' || block.language === 'js') return [block];
    if (block.language !== 'html') return [];
    return [...block.code.matchAll(/<script type="module">\n([\s\S]*?)<\/script>/g)].map((module) => {
      const linesBefore = block.code.slice(0, module.index).split('\n').length;
      return { ...block, language: 'js', line: block.line + linesBefore, code: module[1] ?? '' };
    });
  });
}

/**
 * Checks the types of sources against the built packages.
 *
 * @returns what the compiler says, by page and line
 */
export async function typeErrors(sources: readonly Block[]): Promise<string[]> {
  // Inside the workspace, so that the packages are found as if they were installed.
  const data = join(root, 'examples/live-desk/data');
  mkdirSync(data, { recursive: true });
  const folder = mkdtempSync(join(data, 'snippets-'));
  try {
    const named = sources.map((source, at) => ({ source, name: `${at}.${source.language}` }));
    for (const { source, name } of named) writeFileSync(join(folder, name), source.code);
    writeFileSync(join(folder, 'given.d.ts'), given);
    writeFileSync(join(folder, 'script-tag.d.ts'), scriptTag);
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings));
    const said = await compile(folder);
    return said.split('\n').flatMap((line) => {
      const [, name = '', row = '', what = ''] = /^(\S+)\((\d+),\d+\): error (.*)$/.exec(line) ?? [];
      const found = named.find((each) => each.name === name);
      if (found) return [`${found.source.page}:${found.source.line + Number(row) - 1} ${what}`];
      return line.includes('error TS') ? [line] : [];
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function compile(folder: string): Promise<string> {
  const compiler = join(root, 'node_modules/@typescript/native/bin/tsc');
  return new Promise((resolve) => {
    execFile(process.execPath, [compiler, '--pretty', 'false'], { cwd: folder }, (_error, stdout) => resolve(stdout));
  });
}
