// `tellsafe check page`: is what a live form page serves what this version of the kit serves?
import { parseArgs } from 'node:util';
import { compareLivePage } from './live-page.ts';
import type { CliOutput, ExitCode } from './types.ts';

const help = `Usage: tellsafe check page <url>

Compares a live form page with this version of the kit: the document, its security headers, and every script and
style that a browser may load, by the hashes published in integrity.json. Run it from outside, with the version that
is deployed.

  url           Address of the form page, such as https://forms.acme.example/tellsafe/form/acme
  -h, --help    Show this help

Exit codes: 0 the page is as published, 1 it is not or cannot be reached, 2 wrong arguments
`;

/** Longest wait for one file, milliseconds. */
const PATIENCE_MS = 20_000;

/** Runs `tellsafe check page`. */
export async function runCheckPage(args: readonly string[], output: CliOutput): Promise<ExitCode> {
  const parsed = parse(args);
  if (!parsed) {
    output.error(`These arguments are not right.\n\n${help}`);
    return 2;
  }
  if (parsed === 'help') {
    output.write(help);
    return 0;
  }
  try {
    const { files, findings } = await compareLivePage(parsed, (url) =>
      fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MS) }),
    );
    if (findings.length === 0) {
      output.write(`The page, its headers and ${files} files are as published.\n`);
      return 0;
    }
    output.error(findings.map((finding) => `${finding}\n`).join(''));
  } catch {
    output.error(`${parsed.origin} cannot be reached.\n`);
  }
  return 1;
}

function parse(args: readonly string[]): URL | 'help' | undefined {
  try {
    const options = { help: { type: 'boolean', short: 'h' } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    if (values.help) return 'help';
    const url = new URL(positionals[0] ?? '');
    const isPage = /^https?:$/.test(url.protocol) && /\/form\/[^/]+$/.test(url.pathname);
    return isPage && positionals.length === 1 ? url : undefined;
  } catch {
    return undefined;
  }
}
