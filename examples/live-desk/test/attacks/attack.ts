// What an attack of the host page's own scripts is, and what it may use. Everything here that runs in the page is carried there as
// text, so it must need nothing from outside.

/** Means of a hostile script, `hostile` in its page. */
export interface Hostile {
  /** Keeps what was got, under the way by which it was got. */
  collect(way: string, ...got: unknown[]): void;
  /** Replaces a method by one that does the same and then tells what it saw. */
  wrap(owner: object, method: string, see: (given: unknown[], answer: unknown, self: unknown) => void): void;
  /** Replaces a property's getter and setter by ones that tell the value. */
  wrapProperty(owner: object, property: string, see: (value: unknown) => void): void;
  /** The frame with the form, wherever it is. */
  frame(): HTMLIFrameElement | null;
  /** All that a frame or another window shows to this page; what is refused counts as nothing. */
  lookInto(window: Window | null | undefined): string;
  /** Another server of the attacker. */
  readonly thief: string;
  /** What was collected so far. */
  readonly collected: { readonly way: string; readonly text: string }[];
  /** Acts when the test says that the moment has come. */
  strike?: () => unknown;
  /** What has to be in place before the person comes. */
  ready?: Promise<unknown>;
}

/** Where a form is shown: the real thing, or a widget that breaks every promise and so must be caught. */
export type Surface = 'overlay' | 'popup' | 'inline' | 'same-origin-frame' | 'same-origin-popup';

/** One attack. */
export interface Attack {
  readonly name: string;
  /** Runs in the page before anything else does. */
  readonly script: (hostile: Hostile) => void;
  /** When it strikes, if not all the time. */
  readonly moment?: 'opened' | 'typed';
  /** Where the person fills in the form. */
  readonly surface?: 'overlay' | 'popup';
  /** The attack destroys the form on its way: nothing can be submitted any more. */
  readonly destroys?: boolean;
  /** What holds it off is done by each engine in its own way: it is tried in all of them in every run. */
  readonly restsOnEngine?: boolean;
  /** The broken widget that it must succeed against, */
  readonly control: Exclude<Surface, 'overlay' | 'popup'>;
  /** by these ways at least. */
  readonly ways: readonly string[];
}
