// What a rule reports, and the shape of a rule.
import type { SourceFile } from './source-file.ts';

/** One broken rule at one line. */
export interface Finding {
  path: string;
  line: number;
  /** Name of the rule, kebab-case. */
  rule: string;
  message: string;
}

/** What the rules know about the workspace. */
export interface Workspace {
  files: readonly SourceFile[];
  /** Every specifier that the packages export, `@tellsafe/core/form`. */
  specifiers: ReadonlySet<string>;
}

/** Looks at the whole workspace and reports what breaks it. */
export type Rule = (workspace: Workspace) => Finding[];

/** Builds a rule from a look at each import of each file: a message is a finding. */
export function importRule(
  rule: string,
  look: (file: SourceFile, imported: SourceFile['imports'][number], workspace: Workspace) => string | undefined,
): Rule {
  return (workspace) =>
    workspace.files.flatMap((file) =>
      file.imports.flatMap((imported) => {
        const message = look(file, imported, workspace);
        return message ? [{ path: file.path, line: imported.line, rule, message }] : [];
      }),
    );
}
