// One area on the screen: its code is loaded when it is opened, its element gets client and language; another area takes its place.
import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { AgentClient } from '../../agent-client.ts';
import { type MayBeLeft, mayLeave } from '../shared/area/unsaved-work.ts';
import { icon } from '../shared/icons.ts';
import type { Words } from '../shared/words.ts';
import type { Area } from './areas.ts';

type AreaHtml = HTMLElement & Partial<MayBeLeft> & { client: AgentClient | undefined; language: string | undefined };

/** Loads and holds the area that is shown. */
export class AreaPane implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #area: Area | undefined;
  #element: AreaHtml | undefined;
  #failed = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.show(undefined);
  }

  /** Opens an area; what stood there before is gone. */
  show(area: Area | undefined): void {
    if (area === this.#area) return;
    this.#area = area;
    void this.#load();
  }

  /** Whether what stands there may go: an area with unsaved work asks. */
  mayLeave(): Promise<boolean> {
    return mayLeave(this.#element);
  }

  async #load(): Promise<void> {
    const area = this.#area;
    this.#element = undefined;
    this.#failed = false;
    this.#host.requestUpdate();
    if (!area) return;
    const isDefined = await area.define().then(
      () => true,
      () => false,
    );
    if (area !== this.#area) return;
    this.#failed = !isDefined;
    if (isDefined) this.#element = document.createElement(area.tag) as AreaHtml;
    this.#host.requestUpdate();
  }

  /** The area, or how its loading stands. */
  view(words: Words, client: AgentClient | undefined): TemplateResult {
    const element = this.#element;
    if (this.#failed) return this.#failure(words);
    if (!element)
      return html`<div class="empty alone" role="status"><span class="spinner"></span><span>${words.say('loading')}</span></div>`;
    Object.assign(element, { client, language: words.locale });
    return html`${element}`;
  }

  #failure(words: Words): TemplateResult {
    return html`<div class="empty alone">
      ${icon('warning')}
      <p role="alert">${words.say('areaFailed')}</p>
      <button class="primary" part="button" type="button" @click=${() => void this.#load()}>${words.say('retry')}</button>
    </div>`;
  }
}
