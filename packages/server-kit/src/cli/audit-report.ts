// A report of a verification in words.
import type { AuditFinding, AuditFindingKind, AuditReport } from '../audit/verify.ts';
import { instant } from './key-command.ts';

/** Findings that are shown. */
const SHOWN = 20;

const texts: Readonly<Record<AuditFindingKind, string>> = {
  'entry-changed': 'was changed',
  'entry-missing': 'is missing',
  'entry-inserted': 'was inserted: no block names it',
  'entry-unknown': 'is none that an audit can hold',
  'entry-late': 'was sealed more than a day after it was made: the kit stood still, or the chain was begun anew',
  'entry-unsealed': 'has waited to be sealed for more than ten minutes: no kit runs, or the chain was removed',
  'block-changed': 'was changed',
  'block-missing': 'is missing',
  'block-inserted': 'was inserted',
  'chain-restarted': 'begins anew: a kit found the chain changed, and its log says how',
  'head-missing': 'is missing',
  'head-forged': 'was not made with these keys',
  'head-behind': 'is older than the last block',
  'anchor-missing': 'is not in this chain: its end was cut off, or the chain was begun anew',
};

/** Was there nothing to check? So it is under an id that the store does not know, such as a mistyped one. */
export function isWithoutAudit({ intact, head, blocks, entries, expired, unsealed }: AuditReport): boolean {
  return intact && !head && blocks + entries + expired + unsealed === 0;
}

/** The report of one account. */
export function reportText(report: AuditReport): string {
  if (isWithoutAudit(report)) return `Account ${report.accountId}: nothing to check, this store has no audit of it.\n`;
  const { accountId, intact, blocks, entries, expired, unsealed, found, findings } = report;
  const verdict = intact ? 'everything fits' : found === 1 ? '1 thing does not fit' : `${found} things do not fit`;
  const [first] = findings;
  const fitting = `${counted(entries, 'entry', 'entries')} in ${counted(blocks, 'block', 'blocks')} fit`;
  const lines = [
    `Account ${accountId}: ${verdict}.`,
    ...(first ? [`  First: ${findingText(first)}.`] : []),
    `  ${fitting}, ${expired} are gone since their time was over, ${unsealed} are not sealed yet.`,
    ...headLines(report),
    ...findings.slice(1, SHOWN).map((finding) => `  Also: ${findingText(finding)}.`),
    ...(found > SHOWN ? [`  And ${found - SHOWN} more.`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function headLines({ head, authenticated, anchor }: AuditReport): string[] {
  if (!head) return ['  There is no head.'];
  const signed = authenticated ? 'signed with these keys' : 'whose signature was not proven';
  const notes = {
    none: [],
    matches: ['  The head of --head is in this chain.'],
    missing: [],
    expired: ['  The head of --head is older than what is kept; nothing can be said about it.'],
  };
  return [
    `  Head, ${signed}, of ${instant(head.sealedAt)}, over ${counted(head.entries, 'entry', 'entries')}: ${head.number}.${head.hash}`,
    ...notes[anchor],
  ];
}

function findingText({ kind, block, entry, position }: AuditFinding): string {
  const subject = kind.split('-')[0] ?? '';
  const of = block === undefined ? '' : ` of block ${block}`;
  const at = position === undefined ? '' : ` at ${position}`;
  const what: Readonly<Record<string, string>> = {
    entry: entry === undefined ? `an entry${of}${at}` : `entry ${entry}${of}${at}`,
    block: block === undefined ? 'a block without a number' : `block ${block}`,
    chain: `with block ${block} the chain`,
    head: 'the head',
    anchor: `the head of --head, block ${block},`,
  };
  return `${what[subject] ?? subject} ${texts[kind]}`;
}
