import { conflictsOf, type TermsConflict } from './conflicts.js';
import { type Duty, dutiesOf } from './duties.js';
import { hostOf } from './hosts.js';
import { hostsUnder, isConsumer, layersOf, strictestOf, type TermsLayer } from './layers.js';
import { matchesModel } from './matches.js';
import type { TermsEntry, TermsModel, TermsStatement, TermsTable } from './terms.js';

/** What licences and terms say about a model. They stand beside its label: none of it makes a "no" a "yes". */
export interface ModelTerms {
  /** The strictest statement of the layers that apply (see {@link TermsLayer.ifMakerServes}); `unknown` if none does. */
  readonly statement: TermsStatement;
  /** The entries that apply. */
  readonly layers: readonly TermsLayer[];
  /** Terms of the maker's consumer services, which do not apply to API calls. */
  readonly notes: readonly TermsEntry[];
  /** What a user of its outputs owes. */
  readonly duties: readonly Duty[];
  /** Where terms and label differ. */
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

/** The hosts that forbid training on what a model answers there. */
export function forbiddingHosts(model: TermsModel, table: TermsTable): readonly ForbiddingHost[] {
  return table.entries
    .filter((entry) => entry.statement === 'disallowed' && !isConsumer(entry) && matchesModel(entry, model))
    .flatMap((entry) => hostsUnder(entry).map((host) => ({ host, entry })));
}

function isGiven(id: string | null): boolean {
  return id !== null && id !== '';
}
