// Base of the form's elements: properties that render again when they change, with lit's templates. Lit's own base class brings
// attributes, converters and controllers, an eighth of the whole form page (performance.md P6); nothing here needs those.
import { type nothing, render, type TemplateResult } from 'lit/html.js';
import { ElementBase } from './element-base.ts';

/** An element that shows what its properties say. */
export abstract class FormElement extends ElementBase {
  #before = new Map<string, unknown>();
  #root: HTMLElement | ShadowRoot | undefined;
  #updating: Promise<void> | undefined;

  /** @param names - properties that render the element again when they change; declare them without a value */
  constructor(...names: readonly string[]) {
    super();
    for (const name of names) {
      let value: unknown;
      Object.defineProperty(this, name, {
        get: () => value,
        set: (next: unknown) => {
          if (next === value) return;
          if (!this.#before.has(name)) this.#before.set(name, value);
          value = next;
          this.requestUpdate();
        },
      });
    }
  }

  /** Resolves when everything that was set so far is shown. */
  get updateComplete(): Promise<void> {
    return this.#updating ?? Promise.resolve();
  }

  /** Where the templates went. */
  get renderRoot(): HTMLElement | ShadowRoot {
    return this.#root ?? this;
  }

  connectedCallback(): void {
    this.#root ??= this.createRoot();
    this.requestUpdate();
  }

  /** Shows the current state soon: once, however much is set until then. */
  requestUpdate(): void {
    this.#updating ??= this.#update();
  }

  /** Where the templates go: here the element itself. */
  protected createRoot(): HTMLElement | ShadowRoot {
    return this;
  }

  /** What is shown. */
  protected abstract render(): TemplateResult | typeof nothing;

  /**
   * Runs before rendering; what it sets is part of the same rendering.
   *
   * @param _before - earlier values of the properties that changed
   */
  protected willUpdate(_before: ReadonlyMap<string, unknown>): void {}

  /**
   * Runs after rendering.
   *
   * @param _before - earlier values of the properties that changed
   */
  protected updated(_before: ReadonlyMap<string, unknown>): void {}

  async #update(): Promise<void> {
    await undefined;
    const before = this.#before;
    if (this.#root) {
      this.willUpdate(before);
      this.#before = new Map();
    }
    this.#updating = undefined;
    if (!this.#root) return;
    render(this.render(), this.#root, { host: this });
    this.updated(before);
  }
}
