import { formatCount, visibleText } from '@distillable/audit/browser';
import type { Verdict } from '@distillable/catalog';
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import { formatDay, formatPrice } from './model-facts.js';
import { VerdictBadge, verdicts, verdictWords } from './parts.js';
import { hrefOf } from './route.js';
import { filterRows, type Row, type RowFilter, type RowOrder, type SortColumn, sortRows } from './world.js';

/** The filters and the order of the table. */
export interface TableView {
  readonly filter: RowFilter;
  readonly order: RowOrder;
  /** At most this many rows are in the page: a browser takes long to lay out thousands. */
  readonly limit: number;
}

const step = 100;

export const startView: TableView = {
  filter: { text: '', verdict: null },
  order: { column: 'slug', descending: false },
  limit: step,
};

interface Props {
  readonly rows: readonly Row[];
  readonly view: TableView;
  readonly onView: (view: TableView) => void;
}

/** The list as a table that filters and sorts while the user types. */
export function ModelsPage({ rows, view, onView }: Props): VNode {
  const { filter, order, limit } = view;
  const sorted = useMemo(() => sortRows(rows, order), [rows, order]);
  const found = useMemo(() => filterRows(sorted, filter), [sorted, filter]);
  const narrow = (change: Partial<RowFilter>): void =>
    onView({ ...view, filter: { ...filter, ...change }, limit: step });
  return (
    <section>
      <h1 tabIndex={-1}>Models</h1>
      <search class="filter">
        <label>
          Search slug or name
          <input
            type="search"
            autocomplete="off"
            spellcheck={false}
            value={filter.text}
            onInput={(event) => narrow({ text: event.currentTarget.value })}
          />
        </label>
        <label>
          Verdict
          <select
            value={filter.verdict ?? ''}
            onChange={(event) => narrow({ verdict: readVerdict(event.currentTarget.value) })}
          >
            <option value="">Any</option>
            {verdicts.map((verdict) => (
              <option key={verdict} value={verdict}>
                {verdictWords(verdict)}
              </option>
            ))}
          </select>
        </label>
      </search>
      <p class="count" role="status">
        {describeCount(Math.min(found.length, limit), found.length, rows.length)}
      </p>
      <ModelTable
        rows={found.slice(0, limit)}
        order={order}
        onOrder={(to) => onView({ ...view, order: to })}
      />
      {found.length === 0 && filter.text.trim() !== '' && (
        <p class="look-up">
          <a href={hrefOf({ page: 'model', slug: filter.text.trim() })}>
            What does “{visibleText(filter.text.trim())}” mean?
          </a>
        </p>
      )}
      {found.length > limit && (
        <button type="button" onClick={() => onView({ ...view, limit: limit + step })}>
          Show {formatCount(Math.min(step, found.length - limit))} more
        </button>
      )}
    </section>
  );
}

function readVerdict(value: string): Verdict | null {
  return verdicts.find((verdict) => verdict === value) ?? null;
}

function describeCount(shown: number, found: number, all: number): string {
  const of =
    found === all
      ? `${formatCount(all)} models`
      : `${formatCount(found)} that match, of ${formatCount(all)} models`;
  return shown === found && found === all ? of : `${formatCount(shown)} shown of ${of}`;
}

interface Column {
  readonly id: SortColumn;
  readonly label: string;
  /** Numbers stand to the right. */
  readonly isNumber?: true;
  readonly cell: (row: Row) => VNode | string;
}

const columns: readonly Column[] = [
  { id: 'verdict', label: 'Verdict', cell: ({ verdict }) => <VerdictBadge verdict={verdict} /> },
  {
    id: 'context',
    label: 'Context',
    isNumber: true,
    cell: ({ model }) => (model.contextLength === null ? '–' : formatCount(model.contextLength)),
  },
  { id: 'prompt', label: 'Prompt $/M', isNumber: true, cell: ({ model }) => formatPrice(model.promptPrice) },
  {
    id: 'completion',
    label: 'Completion $/M',
    isNumber: true,
    cell: ({ model }) => formatPrice(model.completionPrice),
  },
  { id: 'created', label: 'Listed since', isNumber: true, cell: ({ model }) => formatDay(model.created) },
];

interface TableProps {
  readonly rows: readonly Row[];
  readonly order: RowOrder;
  readonly onOrder: (order: RowOrder) => void;
}

function ModelTable({ rows, order, onOrder }: TableProps): VNode {
  const header = (id: SortColumn, label: string, isNumber = false): VNode => {
    const isChosen = order.column === id;
    const direction = order.descending ? 'descending' : 'ascending';
    return (
      <th key={id} scope="col" class={classOf(id, isNumber)} aria-sort={isChosen ? direction : undefined}>
        <button
          type="button"
          onClick={() => onOrder({ column: id, descending: isChosen && !order.descending })}
        >
          {label}
        </button>
      </th>
    );
  };
  return (
    <table class="models">
      <caption>Models of the list. The buttons in the first row sort it.</caption>
      <thead>
        <tr>
          {header('slug', 'Model')}
          {columns.map(({ id, label, isNumber }) => header(id, label, isNumber))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.model.slug}>
            <th scope="row">
              <a class="name" href={hrefOf({ page: 'model', slug: row.model.slug })}>
                {visibleText(row.model.slug)}
              </a>
              <span class="detail">{visibleText(row.model.name)}</span>
            </th>
            {columns.map(({ id, isNumber, cell }) => (
              <td key={id} class={classOf(id, isNumber)}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function classOf(id: SortColumn, isNumber = false): string {
  return isNumber ? `${id} number` : id;
}
