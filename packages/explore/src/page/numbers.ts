const price = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 6 });

/** USD per million tokens: `0.15`, `free`; `–` where it is unknown or depends on the model that is chosen. */
export function formatPrice(perToken: string | null): string {
  const perMillion = perToken === null ? Number.NaN : Number(perToken) * 1_000_000;
  if (Number.isNaN(perMillion)) return '–';
  // Twelve digits: the product of decimals is off by the last one or two of sixteen.
  return perMillion === 0 ? 'free' : price.format(Number(perMillion.toPrecision(12)));
}

/** `2026-11-27`; `–` where it is unknown. */
export function formatDay(unixSeconds: number | null): string {
  const date = new Date((unixSeconds ?? Number.NaN) * 1_000);
  return Number.isNaN(date.getTime()) ? '–' : date.toISOString().slice(0, 10);
}
