// `tellsafe keys init`: makes a key file. Never shows a key.
import { parseArgs } from 'node:util';
import { createKeyFile } from '../keys/file.ts';
import { DEFAULT_PATH, type KeyCommand, onePath } from './key-command.ts';

const help = `Usage: tellsafe keys init [path]

Makes a key file that only you can read (mode 0600). An existing file is left as it is.

  path          Where to put it (default: ${DEFAULT_PATH})
  -h, --help    Show this help

The file holds the pepper of the one-time keys and the key that wraps data keys. Keep a copy of it apart from
the database: without it no stored answer can be opened, and with it and the database the outer layer can be.
`;

/** `tellsafe keys init`. */
export const keysInit: KeyCommand = {
  help,
  run: (args) => {
    const options = { help: { type: 'boolean', short: 'h' } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const path = onePath(positionals);
    if (values.help) return { help: true };
    createKeyFile(path);
    return `Made ${path}. Keep a copy of it in a safe place, apart from the database.\n`;
  },
};
