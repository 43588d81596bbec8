// Reads one source file: what it imports, and which forbidden words it uses. Parsed by the compiler, so comments and strings do not count.
import { builtinModules } from 'node:module';
import ts from 'typescript';

/** One import, re-export, dynamic import or import type. */
export interface Import {
  specifier: string;
  line: number;
  /** Whether nothing of it is left when the file runs. */
  typeOnly: boolean;
}

/** A construct that library code avoids. */
export interface Token {
  text: string;
  line: number;
}

/** What the rules look at. */
export interface SourceFile {
  /** Path inside the repository, with forward slashes. */
  path: string;
  lines: number;
  imports: readonly Import[];
  tokens: readonly Token[];
}

/** Whether a specifier names a module of Node, with or without `node:`. */
export const isNodeModule = (specifier: string): boolean =>
  specifier.startsWith('node:') || builtinModules.includes(specifier);

function importOf(node: ts.Node): { specifier: ts.Node; typeOnly: boolean } | undefined {
  if (ts.isImportDeclaration(node)) {
    return {
      specifier: node.moduleSpecifier,
      typeOnly: node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword,
    };
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
    return { specifier: node.moduleSpecifier, typeOnly: node.isTypeOnly };
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    return { specifier: node.argument.literal, typeOnly: true };
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword && node.arguments[0]) {
    return { specifier: node.arguments[0], typeOnly: false };
  }
  return undefined;
}

const calls = new Set(['Date.now', 'Math.random', 'performance.now']);

function tokenOf(node: ts.Node, source: ts.SourceFile): string | undefined {
  if (ts.isCallExpression(node)) {
    const callee = node.expression.getText(source).replace(/^globalThis\./, '');
    return calls.has(callee) ? `${callee}()` : undefined;
  }
  if (ts.isNewExpression(node)) {
    const now = node.expression.getText(source) === 'Date' && (node.arguments?.length ?? 0) === 0;
    return now ? 'new Date()' : undefined;
  }
  if (ts.isPropertyAccessExpression(node)) {
    const name = node.getText(source).replace(/^globalThis\./, '');
    return name === 'process.env' ? name : undefined;
  }
  if (ts.isExportDeclaration(node) && (!node.exportClause || ts.isNamespaceExport(node.exportClause)))
    return 'export *';
  if (ts.isEnumDeclaration(node)) return 'enum';
  return undefined;
}

/**
 * Parses one file.
 *
 * @param path inside the repository, with forward slashes
 * @param text content of the file
 */
export function parseSourceFile(path: string, text: string): SourceFile {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false);
  const imports: Import[] = [];
  const tokens: Token[] = [];
  const lineOf = (node: ts.Node) => source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
  const visit = (node: ts.Node): void => {
    const found = importOf(node);
    if (found && ts.isStringLiteralLike(found.specifier)) {
      imports.push({ specifier: found.specifier.text, line: lineOf(node), typeOnly: found.typeOnly });
    }
    const token = tokenOf(node, source);
    if (token) tokens.push({ text: token, line: lineOf(node) });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { path, lines: text.replace(/\n$/, '').split('\n').length, imports, tokens };
}
