// An exported conversation as a text that people read, or as CSV for a spreadsheet, whose cells are never formulas (security.md threat 10).
import { csvCell } from '../../audit/csv.ts';
import type { ExportedConversation } from './export.ts';

/** How a transcript is written. */
export type TranscriptFormat = 'text' | 'csv';

/** A transcript as it is written, or a part of it. */
export interface TranscriptExport {
  readonly text: string;
  /** There is more: ask again with it, and append. */
  readonly cursor?: string;
}

type Messages = Pick<ExportedConversation, 'messages'>;

const columns = ['at', 'from', 'name', 'text', 'note', 'files'];

/**
 * Writes a transcript, or a part of one. Times are UTC.
 *
 * @param isFirst whether it is the part in which the columns are named
 * @throws RangeError for another format
 */
export function writeTranscript(format: TranscriptFormat, conversation: Messages, isFirst = true): string {
  if (format === 'csv') return transcriptCsv(conversation, isFirst);
  if (format === 'text') return transcriptText(conversation);
  throw new RangeError('format must be text or csv');
}

/** When, who, what: a line each, and what goes on is indented. */
function transcriptText({ messages }: Messages): string {
  return lines(
    messages.map((message) => {
      const { at, from, name = from, text } = message;
      const note = noteOf(message);
      const parts = [note && `(${note})`, ...filesOf(message).map((file) => `[${file}]`), text].filter(Boolean);
      return `${new Date(at).toISOString()} ${name}: ${parts.join(' ').replace(/\r?\n/g, '\n    ')}`;
    }),
  );
}

function transcriptCsv({ messages }: Messages, isFirst: boolean): string {
  const rows = messages.map((message) => {
    const { at, from, name, text } = message;
    return [new Date(at).toISOString(), from, name, text, noteOf(message), filesOf(message).join(' ')];
  });
  return lines([...(isFirst ? [columns] : []), ...rows].map((row) => row.map(csvCell).join(',')));
}

function noteOf({ note, takenBack }: Messages['messages'][number]): string | undefined {
  return takenBack ? 'taken back' : note;
}

function filesOf({ media = [] }: Messages['messages'][number]): string[] {
  return media.map(({ fileName, mediaType }) => fileName ?? mediaType ?? 'file');
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join('');
}
