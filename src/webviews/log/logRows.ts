import type { LogExtent, LogRow } from '../../contracts/logContract';
import type { TextMatcher } from '../../domain/log/textMatcher';
import { rowElement } from './rowElement';

/** Browsers draw nothing beyond some 33 million pixels. */
const highest = 30_000_000;
/** Lines that are drawn beyond both edges. */
const margin = 20;
/** Rows that are kept, so that scrolling back asks for nothing. */
const mostRows = 5_000;

interface LogRowsOptions {
  readonly ask: (from: number, to: number) => void;
  /** The view has begun, or ceased, to stay at the end. */
  readonly onFollow: () => void;
}

/**
 * The lines of a log, of which only those in sight are drawn. The scroll bar says how far the view is
 * in the lines, as a fraction; the line at this fraction of the log stands at the same fraction of
 * the view. With lines of one height this is plain scrolling, and it holds for wrapped ones, whose
 * heights nobody knows.
 */
export class LogRows {
  private extent: LogExtent | undefined;
  private rows = new Map<number, LogRow>();
  private readonly drawn = new Map<number, HTMLElement>();
  private readonly space = document.createElement('div');
  private readonly layer = document.createElement('div');
  private readonly list = document.createElement('div');
  private asked = '';
  private ownTop = 0;
  private rowHeight = 18;
  private averageHeight = 18;
  private search: TextMatcher | undefined;
  private current: number | undefined;
  private selection: { readonly anchor: number; readonly end: number } | undefined;
  isFollowing = true;
  isWrapped = false;

  constructor(
    private readonly scroller: HTMLElement,
    private readonly options: LogRowsOptions,
  ) {
    this.space.className = 'space';
    this.layer.className = 'layer';
    this.list.className = 'list';
    this.layer.append(this.list);
    this.space.append(this.layer);
    scroller.append(this.space);
    scroller.addEventListener('scroll', () => this.onScroll());
    this.list.addEventListener('mousedown', (event) => this.onClick(event));
    new ResizeObserver(() => this.draw()).observe(scroller);
  }

  /** The positions in sight, roughly: where a search begins. */
  get anchor(): number {
    return this.current ?? Math.floor(this.anchorLine());
  }

  get selected(): { readonly from: number; readonly to: number } | undefined {
    const { selection } = this;
    return (
      selection && {
        from: Math.min(selection.anchor, selection.end),
        to: Math.max(selection.anchor, selection.end) + 1,
      }
    );
  }

  setExtent(extent: LogExtent): void {
    const before = this.extent;
    this.extent = extent;
    if (before?.version !== extent.version) {
      this.forgetRows();
      this.current = undefined;
      this.selection = undefined;
    } else if (!this.isFollowing && extent.first > before.first) {
      // Lines went at the top: what is in sight stays in sight.
      this.scrollTo(this.scroller.scrollTop - (extent.first - before.first) * this.averageHeight);
    }
    this.asked = '';
    this.draw();
  }

  setRows(version: number, from: number, rows: readonly LogRow[]): void {
    if (version !== this.extent?.version) {
      return;
    }
    if (this.rows.size > mostRows) {
      this.rows = new Map();
    }
    rows.forEach((row, index) => this.rows.set(from + index, row));
    this.draw();
  }

  setSearch(search: TextMatcher | undefined): void {
    this.search = search;
    this.current = undefined;
    this.redraw();
  }

  /** Brings a line into the middle of the view, and marks it. */
  show(position: number): void {
    const { extent } = this;
    if (!extent) {
      return;
    }
    this.setFollowing(false);
    this.current = position;
    const total = extent.end - extent.first;
    const fraction = total > 1 ? (position - extent.first + 0.5) / total : 0;
    const wanted = this.isWrapped
      ? fraction * this.scrollable()
      : (position - extent.first + 0.5) * this.rowHeight - this.scroller.clientHeight / 2;
    this.scrollTo(wanted);
    this.redraw();
  }

  toEnd(): void {
    this.setFollowing(true);
    this.draw();
  }

  selectAll(): void {
    if (this.extent && this.extent.end > this.extent.first) {
      this.selection = { anchor: this.extent.first, end: this.extent.end - 1 };
      this.redraw();
    }
  }

  /** Draws all rows anew, after a change of how they look. */
  redraw(): void {
    this.drawn.forEach((element) => element.remove());
    this.drawn.clear();
    this.draw();
  }

  private forgetRows(): void {
    this.rows = new Map();
    this.drawn.forEach((element) => element.remove());
    this.drawn.clear();
  }

  private setFollowing(isFollowing: boolean): void {
    if (this.isFollowing !== isFollowing) {
      this.isFollowing = isFollowing;
      this.options.onFollow();
    }
  }

  private onScroll(): void {
    const { scrollTop } = this.scroller;
    if (Math.abs(scrollTop - this.ownTop) >= 1) {
      this.ownTop = scrollTop;
      this.setFollowing(scrollTop >= this.scrollable() - 2);
    }
    this.draw();
  }

  private onClick(event: MouseEvent): void {
    const row = event.target instanceof Element ? event.target.closest('.row') : undefined;
    const position = row instanceof HTMLElement ? Number(row.dataset['position']) : Number.NaN;
    if (Number.isNaN(position) || event.button !== 0) {
      return;
    }
    const anchor = event.shiftKey ? (this.selection?.anchor ?? position) : position;
    if (event.shiftKey) {
      event.preventDefault();
    }
    this.selection = { anchor, end: position };
    this.markSelection();
  }

  private markSelection(): void {
    const { selected } = this;
    for (const [position, element] of this.drawn) {
      const isSelected =
        selected !== undefined && position >= selected.from && position < selected.to;
      element.classList.toggle('selected', isSelected);
    }
  }

  private scrollable(): number {
    return Math.max(0, this.space.offsetHeight - this.scroller.clientHeight);
  }

  private scrollTo(top: number): void {
    this.scroller.scrollTop = top;
    this.ownTop = this.scroller.scrollTop;
  }

  private fraction(): number {
    const scrollable = this.scrollable();
    return scrollable > 0 ? Math.min(1, this.scroller.scrollTop / scrollable) : 0;
  }

  private anchorLine(): number {
    const { first = 0, end = 0 } = this.extent ?? {};
    return first + this.fraction() * (end - first);
  }

  private draw(): void {
    const { extent, scroller } = this;
    const height = scroller.clientHeight;
    if (!extent || height === 0) {
      return;
    }
    const total = extent.end - extent.first;
    this.resize(total, extent.longest);
    if (this.isFollowing) {
      this.scrollTo(this.scrollable());
    }
    const fraction = this.fraction();
    const anchor = this.anchorLine();
    const inSight = Math.ceil(height / this.rowHeight);
    const from = Math.max(extent.first, Math.floor(anchor - fraction * inSight) - margin);
    const to = Math.min(extent.end, Math.ceil(anchor + (1 - fraction) * inSight) + margin);
    this.place(from, to);
    this.measure();
    this.move(anchor, fraction * height, extent);
    this.ask(from, to);
  }

  private resize(total: number, longest: number): void {
    const height = Math.min(highest, Math.ceil(total * this.averageHeight));
    this.space.style.setProperty('height', `${height}px`);
    // A line's own paddings, its time, and its longest text.
    this.space.style.setProperty('min-width', this.isWrapped ? '0' : `${longest + 4}ch`);
  }

  private place(from: number, to: number): void {
    for (const [position, element] of this.drawn) {
      const isBlank = element.classList.contains('blank') && this.rows.has(position);
      if (position < from || position >= to || isBlank) {
        element.remove();
        this.drawn.delete(position);
      }
    }
    let next: Element | null = this.list.firstElementChild;
    for (let position = from; position < to; position += 1) {
      const known = this.drawn.get(position);
      if (known) {
        next = known.nextElementSibling;
      } else {
        const element = this.element(position);
        this.list.insertBefore(element, next);
        this.drawn.set(position, element);
      }
    }
    this.markSelection();
  }

  private element(position: number): HTMLElement {
    const row = this.rows.get(position);
    const element = row ? rowElement(row, this.search) : document.createElement('div');
    if (!row) {
      element.className = 'row blank';
      element.textContent = '\u00a0';
    }
    element.classList.toggle('current', position === this.current);
    element.dataset['position'] = String(position);
    return element;
  }

  private measure(): void {
    const { size } = this.drawn;
    if (size === 0) {
      return;
    }
    const average = this.list.offsetHeight / size;
    if (!this.isWrapped) {
      this.rowHeight = average;
    }
    const isOff = Math.abs(average - this.averageHeight) > this.averageHeight * 0.2;
    const total = (this.extent?.end ?? 0) - (this.extent?.first ?? 0);
    if (!this.isWrapped ? average !== this.averageHeight : isOff || total === size) {
      const fraction = this.fraction();
      this.averageHeight = average;
      this.resize(total, this.extent?.longest ?? 0);
      this.scrollTo(this.isFollowing ? this.scrollable() : fraction * this.scrollable());
    }
  }

  /** Puts the anchor at its place: `anchor` is a position with the part of the line that is above. */
  private move(anchor: number, y: number, extent: LogExtent): void {
    const position = Math.min(Math.floor(anchor), extent.end - 1);
    const element = this.drawn.get(position);
    if (!element) {
      return;
    }
    const top = element.offsetTop + (anchor - position) * element.offsetHeight;
    this.list.style.setProperty('transform', `translateY(${Math.round(y - top)}px)`);
  }

  private ask(from: number, to: number): void {
    let first = from;
    while (first < to && this.rows.has(first)) {
      first += 1;
    }
    const key = `${first}-${to}`;
    if (first < to && key !== this.asked) {
      this.asked = key;
      this.options.ask(first, to);
    }
  }
}
