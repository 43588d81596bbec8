// The trend: lines over time that are looked at by pointer and by keyboard, with a table of the same figures.
import type { ReportRow } from '@tellsafe/core/wire';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { trendStyles } from './chart-styles.ts';
import { cssValues } from './css-values.ts';
import { tableToggle, type Writing } from './parts.ts';
import type { Granularity } from './range.ts';
import { drawing, swatch, trendTable } from './trend-drawing.ts';
import { type LineName, markShapes, placeTrend, type TrendGeometry } from './trend-geometry.ts';

const HEIGHT = 290;
const FIRST_WIDTH = 640;
/** Narrower ones name their lines in the buttons alone. */
const LABEL_WIDTH = 520;
const LABEL_ROOM = 96;
const TICK_ROOM: Readonly<Record<Granularity, number>> = { hour: 64, day: 58, week: 58, month: 64 };
const names = Object.keys(markShapes) as LineName[];

/** A period that was chosen in the chart: detail of `period-chosen`. */
export interface PeriodChosen {
  readonly row: ReportRow;
  readonly measure: LineName;
}

/**
 * Internal part of `<tellsafe-reports>`: not a public element.
 *
 * @fires period-chosen - the invitations of a period are wanted; detail `{ row, measure }`
 */
export class TrendChart extends LitElement {
  static override styles = trendStyles;
  static override properties = {
    rows: { attribute: false },
    granularity: { attribute: false },
    writing: { attribute: false },
  };

  declare rows: readonly ReportRow[];
  declare granularity: Granularity;
  declare writing: Writing | undefined;

  #lines: readonly LineName[] = ['sent', 'viewed', 'submitted'];
  #active: number | undefined;
  #isTold = false;
  #asTable = false;
  #width = FIRST_WIDTH;
  #geometry: TrendGeometry | undefined;
  #observer: ResizeObserver | undefined;

  constructor() {
    super();
    this.rows = [];
    this.granularity = 'day';
    this.writing = undefined;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer = new ResizeObserver(([entry]) => {
      const width = Math.floor(entry?.contentRect.width ?? 0);
      if (width === 0 || width === this.#width) return;
      this.#width = width;
      this.requestUpdate();
    });
    this.#observer.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer?.disconnect();
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('rows')) return;
    this.#active = undefined;
    this.#isTold = false;
  }

  override render(): TemplateResult | typeof nothing {
    const { writing, rows } = this;
    if (!writing || rows.length === 0) return nothing;
    const { say } = writing;
    const all = trendTable(writing, rows, this.granularity, names);
    return html`<div dir=${writing.words.direction}>
      <div class="card-head">
        <h3 id="title">${say('trend')}</h3>
        ${tableToggle(say, this.#asTable, () =>
          this.#change(() => {
            this.#asTable = !this.#asTable;
          }),
        )}
      </div>
      <div class="lines" role="group" aria-label=${say('shownLines')}>${names.map((name) => this.#lineButton(writing, name))}</div>
      ${this.#plot(writing)}
      ${
        this.#asTable
          ? html`<div class="table" role="region" tabindex="0" aria-labelledby="title">${all}</div>`
          : html`<div class="hidden-text">${all}</div>`
      }
    </div>`;
  }

  #lineButton({ say }: Writing, name: LineName): TemplateResult {
    const isShown = this.#lines.includes(name);
    const isLast = isShown && this.#lines.length === 1;
    const toggle = () => {
      if (isLast) return;
      // In the order of the way, whatever was pressed first.
      this.#lines = names.filter((each) => (each === name ? !isShown : this.#lines.includes(each)));
    };
    return html`<button type="button" aria-pressed=${isShown} aria-disabled=${isLast} @click=${() => this.#change(toggle)}>${swatch(name)}${say(name)}</button>`;
  }

  #plot(writing: Writing): TemplateResult {
    const { say, words } = writing;
    const { rows, granularity } = this;
    const turned = words.direction === 'rtl';
    const labels = this.#width >= LABEL_WIDTH;
    const size = { width: this.#width, height: HEIGHT, turned };
    const room = { labelRoom: labels ? LABEL_ROOM : 0, tickRoom: TICK_ROOM[granularity] };
    const geometry = placeTrend({ rows, lines: this.#lines, ...size, ...room });
    this.#geometry = geometry;
    const active = this.#isTold ? this.#active : undefined;
    const now = this.#active ?? rows.length - 1;
    return html`
      <div class="plot" role="slider" tabindex="0" aria-label=${say('chartPeriod')} aria-describedby="hint" aria-valuemin="1"
        aria-valuemax=${rows.length} aria-valuenow=${now + 1} aria-valuetext=${this.#told(writing, now)}
        @keydown=${this.#onKey} @focus=${this.#onFocus} @blur=${this.#hide} @pointermove=${this.#onPointer} @pointerdown=${this.#onPointer} @pointerleave=${this.#onLeave}>
        ${drawing(writing, { geometry, rows, granularity, ...size, labels, active })}
        ${active === undefined ? nothing : this.#tip(writing, geometry, active)}
      </div>
      <div class="below">
        <p class="hint muted" id="hint">${say('trendHint')}</p>
        <button class="link" type="button" @click=${() => this.#choose(now)}>${say('invitationsOf', { period: this.#period(writing, now) })}</button>
      </div>`;
  }

  /** What is told of a period, beside its place in the chart. */
  #tip(writing: Writing, { xs }: TrendGeometry, index: number): TemplateResult {
    const { say, formats } = writing;
    const x = xs[index] ?? 0;
    const beside = x > this.#width / 2 ? { right: `${this.#width - x + 14}px` } : { left: `${x + 14}px` };
    return html`<div class="tip" ${cssValues(beside)} aria-hidden="true">
      <strong>${this.#period(writing, index)}</strong>
      <dl>${this.#lines.map((name) => html`<div><dt>${swatch(name)}${say(name)}</dt><dd>${formats.number(this.rows[index]?.counts[name] ?? 0)}</dd></div>`)}</dl>
    </div>`;
  }

  #period({ formats }: Writing, index: number): string {
    const row = this.rows[index];
    return row ? formats.period({ from: row.start, to: row.end }, this.granularity) : '';
  }

  #told(writing: Writing, index: number): string {
    const { say, formats } = writing;
    const counts = this.#lines.map((name) => `${say(name)}: ${formats.number(this.rows[index]?.counts[name] ?? 0)}`);
    return [this.#period(writing, index), ...counts].join('. ');
  }

  #change(act: () => void): void {
    act();
    this.requestUpdate();
  }

  readonly #onFocus = (): void => {
    // A press of the pointer says itself which period is meant.
    if (this.renderRoot.querySelector('.plot:focus-visible')) this.#tell(this.#active ?? this.rows.length - 1);
  };

  readonly #hide = (): void =>
    this.#change(() => {
      this.#isTold = false;
    });

  readonly #onLeave = (): void => {
    if (!this.renderRoot.querySelector('.plot:focus-visible')) this.#hide();
  };

  readonly #onPointer = (event: PointerEvent): void => {
    const { left } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    if (this.#geometry) this.#tell(this.#geometry.nearest(event.clientX - left));
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const now = this.#active ?? this.rows.length - 1;
    const forward = this.writing?.words.direction === 'rtl' ? -1 : 1;
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: forward,
      ArrowLeft: -forward,
      ArrowUp: 1,
      ArrowDown: -1,
      PageUp: 7,
      PageDown: -7,
      Home: -now,
      End: this.rows.length,
    };
    const step = steps[event.key];
    if (event.key === 'Enter') this.#choose(now);
    else if (event.key === 'Escape' && this.#isTold) this.#hide();
    else if (step !== undefined) this.#tell(Math.min(this.rows.length - 1, Math.max(0, now + step)));
    else return;
    event.preventDefault();
  };

  #tell(index: number): void {
    if (this.#isTold && this.#active === index) return;
    this.#change(() => {
      this.#active = index;
      this.#isTold = true;
    });
  }

  #choose(index: number): void {
    const row = this.rows[index];
    const [measure = 'sent'] = this.#lines;
    if (!row) return;
    const detail: PeriodChosen = { row, measure };
    this.dispatchEvent(new CustomEvent('period-chosen', { detail }));
  }
}
