// What test files that share a process could leave to each other: variables of the environment, globals, the working folder.

/** What is there at one time, by a name for people. */
export type ProcessState = ReadonlyMap<string, unknown>;

/** What vitest sets for each file, and what libraries set when the first file loads them. */
const OWN = /^(env (VITEST|JEST)|global (__vitest|__zod|lit|reactive))/;

/** The state now. Globals that Node makes when they are first read are not read. */
export function processState(): ProcessState {
  const globals = Object.entries(Object.getOwnPropertyDescriptors(globalThis)).map(
    ([name, { value }]) => [`global ${name}`, value] as const,
  );
  const variables = Object.entries(process.env).map(([name, value]) => [`env ${name}`, value] as const);
  const methods = [console, Date, Math, performance, process].flatMap((object) =>
    (['log', 'warn', 'error', 'now', 'random', 'exit', 'kill', 'stdout'] as const).flatMap((name) => {
      const found = Object.getOwnPropertyDescriptor(object, name);
      return found ? [[`${object.constructor.name} ${name}`, found.value] as const] : [];
    }),
  );
  const all = [...globals, ...variables, ...methods, ['working folder', process.cwd()] as const];
  return new Map(all.filter(([name]) => !OWN.test(name)));
}

/** What came, went or changed. A global that was made when it was first read has not changed. */
export function leftovers(before: ProcessState, after: ProcessState): string[] {
  const names = [...new Set([...before.keys(), ...after.keys()])];
  return names.filter((name) => {
    if (!before.has(name) || !after.has(name)) return true;
    const [was, is] = [before.get(name), after.get(name)];
    return !Object.is(was, is) && !(was === undefined && name.startsWith('global '));
  });
}
