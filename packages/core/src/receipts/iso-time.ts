let known = { milliseconds: Number.NaN, text: '' };

/**
 * Milliseconds since the epoch as ISO 8601, UTC. Many answers end within the same millisecond, and writing a date costs
 * half of what writing a receipt does.
 */
export function isoTime(milliseconds: number): string {
  if (milliseconds !== known.milliseconds) {
    known = { milliseconds, text: new Date(milliseconds).toISOString() };
  }
  return known.text;
}
