// Finds what belongs to a path. Patterns are static or have `:name` segments; a static one goes first.

/** What was found, with the decoded segments that stand for names. */
export interface Found<Value> {
  readonly value: Value;
  readonly parameters: Readonly<Record<string, string>>;
}

interface Pattern<Value> {
  readonly segments: readonly string[];
  readonly value: Value;
}

const noParameters: Readonly<Record<string, string>> = Object.freeze({});

/** Values by path. */
export class RouteTable<Value> {
  readonly #fixed = new Map<string, Value>();
  readonly #patterns: Pattern<Value>[] = [];

  /** @param routes patterns with leading slash, each once */
  constructor(routes: Iterable<readonly [pattern: string, value: Value]>) {
    for (const [pattern, value] of routes) {
      if (pattern.includes(':')) this.#patterns.push({ segments: pattern.split('/'), value });
      else this.#fixed.set(pattern, value);
    }
  }

  /** @param path as it was sent; a percent-encoded spelling of a route is the route */
  find(path: string): Found<Value> | undefined {
    const fixed = this.#fixed.get(path);
    if (fixed !== undefined) return { value: fixed, parameters: noParameters };
    const segments = path.split('/');
    if (!path.includes('%')) return this.#findPattern(segments);
    const decoded = segments.map(decode);
    const value = decoded.some((segment) => segment.includes('/')) ? undefined : this.#fixed.get(decoded.join('/'));
    return value === undefined ? this.#findPattern(decoded) : { value, parameters: noParameters };
  }

  #findPattern(segments: readonly string[]): Found<Value> | undefined {
    const pattern = this.#patterns.find((each) => fits(each.segments, segments));
    if (!pattern) return undefined;
    const named = pattern.segments.flatMap((name, at) => (name.startsWith(':') ? [[name.slice(1), segments[at]]] : []));
    return { value: pattern.value, parameters: Object.fromEntries(named) };
  }
}

function fits(pattern: readonly string[], segments: readonly string[]): boolean {
  if (pattern.length !== segments.length) return false;
  return pattern.every((part, at) => (part.startsWith(':') ? segments[at] !== '' : part === segments[at]));
}

/** What cannot be decoded stays as it is and fits nothing but a name. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
