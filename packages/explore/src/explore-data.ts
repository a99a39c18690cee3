import type { FreshnessLimits, SnapshotJson, TermsTable } from '@distillable/catalog';
import type { Policy } from '@distillable/core';

/** What the page reads when it opens: all that it judges by. Plain JSON. */
export interface ExploreData {
  readonly snapshot: SnapshotJson;
  /** Milliseconds: how long the list counts as fresh, and as usable. */
  readonly limits: FreshnessLimits;
  readonly policy: Policy;
  readonly terms: TermsTable;
}
