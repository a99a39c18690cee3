import stringWidth from 'fast-string-width';
import type { Io } from '../io.js';
import { type Colours, chooseColours } from './style.js';

/** A column of a table. */
export interface TableColumn {
  readonly header: string;
  readonly align: 'left' | 'right';
  /** In a table that is too wide, the column with the lowest number goes first. */
  readonly importance: number;
  /** Never left out: its cells are shortened instead, those of the less important one first. */
  readonly isEssential?: boolean;
  /** Shortened to this width before another column is left out. @default not shortened for that */
  readonly shrinksTo?: number;
  readonly paint?: (text: string, colours: Colours) => string;
}

/** The content of a table. The cells of a row are in the order of the columns. */
export interface TableContent<Column extends TableColumn = TableColumn> {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
}

/** How a table is drawn. */
export interface TableStyle {
  /** Columns of the terminal; `Infinity` where there is none. */
  readonly width: number;
  readonly colours: Colours;
}

/** The width if a terminal does not state one, or states 0, as some that programs open do. */
const defaultWidth = 80;

/** How to draw a table on stdout. A pipe has no colours and no width: no column is left out. */
export function chooseTableStyle({ stdout, env }: Pick<Io, 'stdout' | 'env'>): TableStyle {
  const isTerminal = stdout.isTTY === true;
  return {
    width: isTerminal ? stdout.columns || defaultWidth : Number.POSITIVE_INFINITY,
    colours: chooseColours({ stdout, env }),
  };
}

const gap = 2;

/**
 * Draws a table that fits the width: the least important columns are left out, and essential ones are shortened.
 *
 * @returns the text, each line ended by a newline, and the columns left out.
 */
export function renderTable<Column extends TableColumn>(
  { columns, rows }: TableContent<Column>,
  { colours, width }: TableStyle,
): { readonly text: string; readonly hidden: readonly Column[] } {
  const shown = fitColumns(measureColumns(columns, rows), width);
  const drawLine = (cells: readonly string[], paint: (column: Column, text: string) => string): string =>
    shown
      .map(({ column, index, width: cellWidth }, place) => {
        const text = shorten(cells[index] ?? '', cellWidth);
        const space = ' '.repeat(Math.max(0, cellWidth - widthOf(text)));
        const painted = text === '' ? '' : paint(column, text);
        if (column.align === 'right') return space + painted;
        return place === shown.length - 1 ? painted : painted + space;
      })
      .join(' '.repeat(gap))
      .trimEnd();
  const headers = columns.map((column) => column.header);
  const lines = [
    drawLine(headers, (_, text) => colours.bold(text)),
    ...rows.map((cells) => drawLine(cells, (column, text) => column.paint?.(text, colours) ?? text)),
  ];
  return {
    text: lines.map((text) => `${text}\n`).join(''),
    hidden: columns.filter((column) => !shown.some((each) => each.column === column)),
  };
}

/** A column, where it stands, and how wide its cells are. */
interface MeasuredColumn<Column> {
  readonly column: Column;
  readonly index: number;
  readonly width: number;
}

function measureColumns<Column extends TableColumn>(
  columns: readonly Column[],
  rows: TableContent['rows'],
): readonly MeasuredColumn<Column>[] {
  return columns.map((column, index) => ({
    column,
    index,
    width: rows.reduce(
      (widest, cells) => Math.max(widest, widthOf(cells[index] ?? '')),
      widthOf(column.header),
    ),
  }));
}

/** The columns that fit, in their order, with the widths that they fit in; at least the most important one. */
function fitColumns<Column extends TableColumn>(
  all: readonly MeasuredColumn<Column>[],
  available: number,
): readonly MeasuredColumn<Column>[] {
  const shortest = ({ column, width }: MeasuredColumn<Column>): number =>
    Math.min(width, column.shrinksTo ?? width);
  let shown = all;
  for (;;) {
    const optional = shown.filter(({ column }) => column.isEssential !== true);
    const [least] = optional.toSorted(byImportance);
    if (totalWidth(shown.map(shortest)) <= available || least === undefined || shown.length === 1) break;
    shown = shown.filter((each) => each !== least);
  }
  return shrink(shown, totalWidth(shown.map(({ width }) => width)) - available);
}

/** Shortened columns are at least this wide, as long as that fits. */
const minWidth = 8;

function shrink<Column extends TableColumn>(
  shown: readonly MeasuredColumn<Column>[],
  excess: number,
): readonly MeasuredColumn<Column>[] {
  if (excess <= 0) return shown;
  const essential = shown.filter(({ column }) => column.isEssential === true).toSorted(byImportance);
  const widths = new Map(shown.map(({ index, width }) => [index, width]));
  let left = excess;
  for (const floor of [minWidth, 1]) {
    for (const { index } of essential.length > 0 ? essential : shown) {
      const width = widths.get(index) ?? 0;
      const taken = Math.min(left, Math.max(0, width - floor));
      widths.set(index, width - taken);
      left -= taken;
    }
  }
  return shown.map((each) => ({ ...each, width: widths.get(each.index) ?? each.width }));
}

function byImportance(one: MeasuredColumn<TableColumn>, other: MeasuredColumn<TableColumn>): number {
  return one.column.importance - other.column.importance;
}

function totalWidth(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width + gap, -gap);
}

/** Takes out the middle of a text that is too wide, between characters as a reader sees them. */
function shorten(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  const characters = [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
  const head = takeWhileFits(characters, Math.ceil((width - 1) / 2));
  const tail = takeWhileFits(characters.toReversed(), width - 1 - widthOf(head.join('')));
  return `${head.join('')}…${tail.toReversed().join('')}`;
}

function takeWhileFits(characters: readonly string[], width: number): readonly string[] {
  let total = 0;
  const end = characters.findIndex((character) => {
    total += widthOf(character);
    return total > width;
  });
  return end < 0 ? characters : characters.slice(0, end);
}

/** Columns that a text takes on a terminal. Nearly all texts are ASCII, for which nothing else need be compiled. */
function widthOf(text: string): number {
  return /^[ -~]*$/.test(text) ? text.length : stringWidth(text);
}

/** A table in GitHub's Markdown. */
export function renderMarkdown({ columns, rows }: TableContent): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(escapeCell).join(' | ')} |\n`;
  const rule = columns.map((column) => (column.align === 'right' ? '---:' : '---'));
  return [
    line(columns.map((column) => column.header)),
    `| ${rule.join(' | ')} |\n`,
    ...rows.map((cells) => line(cells)),
  ].join('');
}

/** A bar would end the cell, `<` would begin HTML, and the others would begin emphasis, code or a link. */
function escapeCell(text: string): string {
  return text.replaceAll(/[\\|`*_[\]]/g, '\\$&').replaceAll('<', '&lt;');
}
