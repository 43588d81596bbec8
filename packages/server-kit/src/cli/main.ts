#!/usr/bin/env node
// The `tellsafe` command: the only place that reads the process's arguments and sets its exit code.
import { readFileSync } from 'node:fs';
import { runCli } from './run.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

// Node calls its own ML-KEM experimental; it is used only after it gave known answers, so nobody need be told.
process.removeAllListeners('warning');
process.on('warning', ({ name, message }) => {
  if (name !== 'ExperimentalWarning') process.stderr.write(`${name}: ${message}\n`);
});

process.exitCode = await runCli(process.argv.slice(2), version, {
  write: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
});
