const dayMs = 86_400_000;

/** Of numbers with so many digits `parseTime` knows the unit: of which a day has so many. */
const units: readonly (readonly [digits: number, most: number, unitsPerDay: number])[] = [
  [10, 9_999_999_999, 86_400],
  [13, 9_999_999_999_999, 86_400_000],
  [16, Number.MAX_SAFE_INTEGER, 86_400_000_000],
];

/** In UTC, with a time of day that there is. */
const plainTime =
  '"\\d{4}-\\d\\d-\\d\\d[T ](?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d+)?(?:Z|\\+00(?::?00)?)?"';

/**
 * SQL that maps the JSON text of a time to that of another one in the same day, so that there are few; a day in which a
 * catalog came into force keeps its times apart. What is no plain time stays as it is: JavaScript tells what it means.
 *
 * @param text a column
 * @param since milliseconds since the epoch, of each catalog; null where the time does not choose the catalog
 */
export function timeKey(text: string, since: readonly number[] | null): string {
  const days = [...new Set((since ?? []).map((time) => Math.floor(time / dayMs)))];
  const number = `TRY_CAST(${text} AS BIGINT)`;
  // A text as long as its number has digits has neither a fraction nor an exponent.
  const numbers = units.map(
    ([digits, most, perDay]) =>
      `WHEN strlen(${text}) = ${digits} AND ${number} BETWEEN ${10 ** (digits - 1)} AND ${most}${exceptDays(`${number} // ${perDay}`, days)}
        THEN (${number} - ${number} % ${perDay})::VARCHAR`,
  );
  const dates = days.map((day) => `'${new Date(day * dayMs).toISOString().slice(0, 10)}'`);
  return `CASE
    ${numbers.join('\n    ')}
    WHEN starts_with(${text}, '"') AND regexp_full_match(${text}, '${plainTime}')${exceptDays(`substr(${text}, 2, 10)`, dates)}
      THEN substr(${text}, 1, 11) || '"'
    ELSE ${text} END`;
}

function exceptDays(day: string, days: readonly (number | string)[]): string {
  return days.length === 0 ? '' : ` AND ${day} NOT IN (${days.join(', ')})`;
}
