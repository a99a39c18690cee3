import type { TermsEntry } from '@distillable/catalog';

/** Days after which a text should be read again. */
export const maxTermsAgeDays = 180;

/** How old what is known of a text is. */
export interface TermsAge {
  /** `YYYY-MM-DD`: the later of the dates on which it was read and decided. */
  readonly on: string;
  readonly days: number;
  /** Whether it is more than {@link maxTermsAgeDays}. */
  readonly isOld: boolean;
}

/** Null where it has no date. @param now milliseconds since the epoch */
export function termsAge({ read, decided }: TermsEntry, now: number): TermsAge | null {
  const on = [read?.on, decided?.on]
    .filter((date) => date !== undefined)
    .toSorted()
    .at(-1);
  if (on === undefined) return null;
  const days = Math.floor((now - Date.parse(on)) / 86_400_000);
  return { on, days, isOld: days > maxTermsAgeDays };
}
