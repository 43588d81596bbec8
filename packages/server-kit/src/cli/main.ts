#!/usr/bin/env node
// The `tellsafe` command: the only place that reads the process's arguments and sets its exit code.
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { createInterface } from 'node:readline/promises';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

// Node calls its own ML-KEM experimental; it is used only after it gave known answers, so nobody need be told.
process.removeAllListeners('warning');
process.on('warning', ({ name, message }) => {
  if (name !== 'ExperimentalWarning') process.stderr.write(`${name}: ${message}\n`);
});

/** Asks whoever sits at the terminal. */
async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}

if (isBuiltin('node:sqlite')) {
  // Only now: in an older Node the import itself would fail, with words that help nobody.
  const { runCli } = await import('./run.ts');
  process.exitCode = await runCli(process.argv.slice(2), version, {
    write: (text) => process.stdout.write(text),
    error: (text) => process.stderr.write(text),
    ...(process.stdin.isTTY && process.stderr.isTTY && { ask }),
    isTerminal: process.stderr.isTTY,
  });
} else {
  process.stderr.write(`tellsafe needs Node 24 or later; this is Node ${process.versions.node}.\n`);
  process.exitCode = 1;
}
