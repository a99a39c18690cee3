type Paint = (text: string) => string;

/** The few styles that we use. */
export interface Colours {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly green: Paint;
  readonly yellow: Paint;
}

const plain: Paint = (text) => text;

/** Styles that change nothing. */
export const noColours: Colours = { bold: plain, dim: plain, red: plain, green: plain, yellow: plain };

/** Columns that a text takes on a terminal. */
export type MeasureWidth = (text: string) => number;

/** A column of a table. */
export interface TableColumn {
  readonly header: string;
  readonly align: 'left' | 'right';
  /** Where the table is too wide, the column with the lowest number goes first. */
  readonly importance: number;
  readonly paint?: (text: string, colours: Colours) => string;
}

/** What a table is made of; the cells of a row stand in the order of the columns. */
export interface TableContent<Column extends TableColumn = TableColumn> {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
}

/** How a table is drawn. */
export interface TableStyle {
  /** Columns of the terminal; `Infinity` where there is none. */
  readonly width: number;
  readonly measure: MeasureWidth;
  readonly colours: Colours;
}

const gap = 2;

/**
 * Draws a table that fits the width: the least important columns are left out, and the last one left is cut.
 *
 * @returns the text, each line ended by a newline, and the columns left out.
 */
export function renderTable<Column extends TableColumn>(
  content: TableContent<Column>,
  style: TableStyle,
): { readonly text: string; readonly hidden: readonly Column[] } {
  const widths = columnWidths(content, style.measure);
  const shown = chooseColumns(content.columns, widths, style.width);
  const lastShown = shown.at(-1);
  const line = (cells: readonly string[], paint: (column: Column, text: string) => string): string =>
    shown
      .map((index) => {
        const column = content.columns[index];
        const text = fit(cells[index] ?? '', style);
        if (column === undefined) return text;
        const space = ' '.repeat(Math.max(0, (widths[index] ?? 0) - style.measure(text)));
        const painted = text === '' ? '' : paint(column, text);
        if (column.align === 'right') return space + painted;
        return index === lastShown ? painted : painted + space;
      })
      .join(' '.repeat(gap))
      .trimEnd();
  const headers = content.columns.map((column) => column.header);
  const { colours } = style;
  const lines = [
    line(headers, (_, text) => colours.bold(text)),
    ...content.rows.map((cells) => line(cells, (column, text) => column.paint?.(text, colours) ?? text)),
  ];
  return {
    text: lines.map((text) => `${text}\n`).join(''),
    hidden: content.columns.filter((_, index) => !shown.includes(index)),
  };
}

function columnWidths({ columns, rows }: TableContent, measure: MeasureWidth): readonly number[] {
  return columns.map((column, index) =>
    rows.reduce((widest, cells) => Math.max(widest, measure(cells[index] ?? '')), measure(column.header)),
  );
}

/** Indexes of the columns that fit, in their order; at least the most important one. */
function chooseColumns(
  columns: readonly TableColumn[],
  widths: readonly number[],
  available: number,
): readonly number[] {
  let shown = columns.map((_, index) => index);
  const total = () => shown.reduce((sum, index) => sum + (widths[index] ?? 0) + gap, -gap);
  const importance = (index: number) => columns[index]?.importance ?? 0;
  while (shown.length > 1 && total() > available) {
    const least = shown.reduce((lowest, index) => (importance(index) <= importance(lowest) ? index : lowest));
    shown = shown.filter((index) => index !== least);
  }
  return shown;
}

/** Cuts a text that alone is wider than the terminal, between characters as a reader sees them. */
function fit(text: string, { width, measure }: TableStyle): string {
  if (measure(text) <= width) return text;
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (measure(kept + segment) > width - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}
