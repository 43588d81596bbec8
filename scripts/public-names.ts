// Reads the public names of built packages from their declarations, types included.
import { join } from 'node:path';
import ts from 'typescript';
import { expandSubpaths, type readPackage } from './workspace.mjs';

/** Names by specifier, sorted; a name that is only a type is written `type Name`. */
export type PublicNames = Record<string, string[]>;

const options: ts.CompilerOptions = {
  module: ts.ModuleKind.Preserve,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  allowImportingTsExtensions: true,
  noEmit: true,
  skipLibCheck: true,
  types: [],
};

function nameOf(symbol: ts.Symbol, checker: ts.TypeChecker): string {
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const typeOnly = !(target.flags & ts.SymbolFlags.Value) || isTypeExport(symbol);
  return typeOnly ? `type ${symbol.name}` : symbol.name;
}

/** `export { type Name }` and `export type { Name }` hide a value. */
function isTypeExport(symbol: ts.Symbol): boolean {
  const declaration = symbol.declarations?.[0];
  return declaration !== undefined && ts.isExportSpecifier(declaration) && ts.isTypeOnlyExportDeclaration(declaration);
}

/**
 * Public names of every subpath of some packages.
 *
 * @throws {Error} when a subpath has no built declarations
 */
export function readPublicNames(packages: readonly ReturnType<typeof readPackage>[]): PublicNames {
  const entries = packages.flatMap((pkg) =>
    expandSubpaths(pkg).map(({ specifier, built }) => ({
      specifier,
      file: join(pkg.folder, built.replace(/\.js$/, '.d.ts')),
    })),
  );
  const program = ts.createProgram({ rootNames: entries.map(({ file }) => file), options });
  const checker = program.getTypeChecker();
  const names = entries.map(({ specifier, file }): [string, string[]] => {
    const source = program.getSourceFile(file);
    if (!source) throw new Error(`${specifier} has no declarations; build first`);
    const symbol = checker.getSymbolAtLocation(source);
    const exported = symbol ? checker.getExportsOfModule(symbol) : [];
    return [specifier, exported.map((one) => nameOf(one, checker)).sort()];
  });
  return Object.fromEntries(names.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Lines that say how two lists differ: `+ specifier name` is new, `- specifier name` is gone. */
export function differences(listed: PublicNames, found: PublicNames): string[] {
  const specifiers = [...new Set([...Object.keys(listed), ...Object.keys(found)])].sort();
  return specifiers.flatMap((specifier) => {
    const [before, after] = [listed[specifier], found[specifier]];
    if (!before) return [`+ ${specifier}`];
    if (!after) return [`- ${specifier}`];
    return [
      ...after.filter((name) => !before.includes(name)).map((name) => `+ ${specifier} ${name}`),
      ...before.filter((name) => !after.includes(name)).map((name) => `- ${specifier} ${name}`),
    ];
  });
}
