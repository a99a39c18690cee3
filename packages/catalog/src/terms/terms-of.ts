import { once } from '../once.js';
import { hostOf } from './hosts.js';
import {
  type Duty,
  dutiesIn,
  dutiesOf,
  hostsUnder,
  isConsumer,
  layersOf,
  matchesModel,
  sourceOf,
  strictestOf,
  type TermsLayer,
  type TermsSource,
} from './layers.js';
import type { TermsEntry, TermsLayerKind, TermsModel, TermsStatement, TermsTable } from './terms.js';
import { termsTableInfo, termsText } from './terms-data.js';

/** Licences and terms of a model. They are shown beside its label, and never turn a "no" into a "yes". */
export interface ModelTerms {
  /** The strictest statement of the layers that apply (see {@link TermsLayer.ifMakerServes}); `unknown` if none does. */
  readonly statement: TermsStatement;
  /** The entries that apply. */
  readonly layers: readonly TermsLayer[];
  /** Terms of the maker's consumer services, which do not apply to API calls. */
  readonly notes: readonly TermsEntry[];
  /** The duties of a user of its outputs. */
  readonly duties: readonly Duty[];
  /** The points in which terms and label differ. */
  readonly conflicts: readonly TermsConflict[];
}

/** A host whose terms, or the maker's terms for it, forbid training on what it serves. */
export interface ForbiddingHost {
  /** OpenRouter's provider slug. */
  readonly host: string;
  /** The terms that say so. */
  readonly entry: TermsEntry;
}

/**
 * Finds what licences and terms say about a model, how they differ from its label, and what a user of its outputs owes.
 *
 * @param model the row; of an alias, the row that it stands for
 * @param host name or slug of the provider that serves; null if it is not known
 */
export function termsOf(model: TermsModel, table: TermsTable, host: string | null = null): ModelTerms {
  const found = table.entries.filter((entry) => matchesModel(entry, model));
  const slug = host === null ? null : hostOf(host);
  const isOpen = isGiven(model.huggingFaceId) || found.some(({ layer }) => layer === 'weights-licence');
  const layers = layersOf(found, { host: slug, isOpen });
  const notes = found.filter(isConsumer);
  return {
    statement: strictestOf(layers.filter(({ ifMakerServes }) => !ifMakerServes))?.statement ?? 'unknown',
    layers,
    notes,
    duties: dutiesOf(layers, model.slug),
    conflicts: conflictsOf(model, { layers, notes, host: slug }),
  };
}

/** The hosts that forbid training on a model's text from there. */
export function forbiddingHosts(model: TermsModel, table: TermsTable): readonly ForbiddingHost[] {
  return table.entries
    .filter((entry) => entry.statement === 'disallowed' && !isConsumer(entry) && matchesModel(entry, model))
    .flatMap((entry) => hostsUnder(entry).map((host) => ({ host, entry })));
}

function isGiven(id: string | null): boolean {
  return id !== null && id !== '';
}

/**
 * How terms differ from OpenRouter's label: it says yes, and a text of model or maker forbids training on outputs, or sets
 * binding conditions, or was not read; or the terms of the host forbid it; or the label says no where the texts permit it
 * or are silent (a note only: the "no" stands).
 */
export type TermsConflictCode =
  | 'LABEL_YES_TERMS_NO'
  | 'LABEL_YES_TERMS_CONDITIONAL'
  | 'LABEL_YES_TERMS_UNKNOWN'
  | 'HOST_TERMS_NO'
  | 'LABEL_NO_TERMS_ALLOW';

/** Where terms and label differ. */
export interface TermsConflict extends TermsSource {
  /** How they differ. */
  readonly code: TermsConflictCode;
  /** Id of the entry; null if the table has none that applies. */
  readonly entry: string | null;
  /** One plain sentence. */
  readonly text: string;
}

/** The facts that {@link conflictsOf} compares with the label. */
interface Found {
  readonly layers: readonly TermsLayer[];
  readonly notes: readonly TermsEntry[];
  /** Provider slug; null if it is not known. */
  readonly host: string | null;
}

function conflictsOf(model: TermsModel, found: Found): readonly TermsConflict[] {
  if (model.permission === 'distillable') {
    return [...found.layers.flatMap((layer) => conflictsWithYes(layer, model.slug)), ...missing(found)];
  }
  // A row that is in neither filtered list, such as an alias, has no label.
  return model.permission === 'unlisted' ? [] : conflictsWithNo(found.layers);
}

const texts: Readonly<Record<TermsLayerKind, string>> = {
  'weights-licence': 'the licence of the weights',
  'api-terms': "the text of the maker's service",
  'host-terms': 'the text of the host',
};

function conflictsWithYes(layer: TermsLayer, slug: string): readonly TermsConflict[] {
  const { layer: kind, statement, summary } = layer;
  const conflict = (code: TermsConflictCode, says: string): readonly TermsConflict[] => [
    { code, ...sourceOf(layer), text: `The label says yes, but ${texts[kind]} ${says}: ${summary}` },
  ];
  if (statement === 'disallowed') {
    return conflict(kind === 'host-terms' ? 'HOST_TERMS_NO' : 'LABEL_YES_TERMS_NO', 'forbids it');
  }
  if (statement === 'unknown') return conflict('LABEL_YES_TERMS_UNKNOWN', 'was not read');
  const isConditional =
    statement === 'allowed-with-conditions' || dutiesIn(layer, slug).some(({ binding }) => binding);
  return isConditional ? conflict('LABEL_YES_TERMS_CONDITIONAL', 'sets conditions') : [];
}

/** A model or host without a text in the table counts as not read. */
function missing({ layers, notes, host }: Found): readonly TermsConflict[] {
  const unknown = (text: string, note?: TermsEntry): TermsConflict => ({
    code: 'LABEL_YES_TERMS_UNKNOWN',
    entry: note?.id ?? null,
    source: note?.url ?? null,
    verified: false,
    text,
    ifMakerServes: false,
  });
  const kinds = new Set(layers.map(({ layer }) => layer));
  const [note] = notes;
  const ofModel =
    kinds.has('weights-licence') || kinds.has('api-terms')
      ? []
      : [
          note === undefined
            ? unknown('The label says yes, and the table has no text on this model.')
            : unknown(`The label says yes, and only a text for consumers was read: ${note.summary}`, note),
        ];
  const ofHost =
    host === null || kinds.has('host-terms') || kinds.has('api-terms')
      ? []
      : [unknown(`The label says yes, and the table has no text of the host "${host}".`)];
  return [...ofModel, ...ofHost];
}

/** The statement of a text that does not forbid it. */
const lenient: Readonly<Partial<Record<TermsStatement, string>>> = {
  allowed: 'permits it',
  'allowed-with-conditions': 'permits it with conditions',
  silent: 'is silent on it',
};

function conflictsWithNo(layers: readonly TermsLayer[]): readonly TermsConflict[] {
  const applying = layers.filter(({ ifMakerServes }) => !ifMakerServes);
  // A router's text says nothing of the model that it picks.
  const basis = strictestOf(
    applying.filter(
      ({ layer, conditions }) => layer !== 'host-terms' && !conditions.includes('upstream-terms'),
    ),
  );
  if (basis === undefined || applying.some(({ statement }) => lenient[statement] === undefined)) return [];
  const says = `${texts[basis.layer]} ${lenient[basis.statement]}`;
  return [
    {
      code: 'LABEL_NO_TERMS_ALLOW',
      ...sourceOf(basis),
      text: `The label says no, which stands, while ${says}: ${basis.summary}`,
    },
  ];
}

/**
 * The built-in table: licences, service terms and hosts on training with outputs, as read on its date. Loaded on first use.
 */
export const builtInTerms: () => TermsTable = /* @__PURE__ */ once(() => {
  // Checked when it was written, and by a test: what checks a table takes longer to load than this takes to read.
  const { date, entries }: Pick<TermsTable, 'date' | 'entries'> = JSON.parse(termsText);
  return { date, digest: termsTableInfo.digest, entries };
});
