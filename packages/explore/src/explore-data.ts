import type { FreshnessLimits, SnapshotJson, TermsTable } from '@distillable/catalog';
import type { Policy } from '@distillable/core';

/** What the page reads when it opens: all that it judges by. Plain JSON. */
export interface ExploreData {
  /** Of the program, for reports. */
  readonly version: string;
  /** The list. */
  readonly snapshot: SnapshotJson;
  /** Milliseconds: how long the list counts as fresh, and as usable. */
  readonly limits: FreshnessLimits;
  /** What requests are judged by, beside the list. */
  readonly policy: Policy;
  /** What licences and terms say. */
  readonly terms: TermsTable;
}
