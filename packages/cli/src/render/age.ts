const units = [
  { name: 'd', milliseconds: 86_400_000, from: 2 * 86_400_000 },
  { name: 'h', milliseconds: 3_600_000, from: 2 * 3_600_000 },
  { name: 'min', milliseconds: 60_000, from: 2 * 60_000 },
  { name: 's', milliseconds: 1_000, from: 0 },
] as const;

/** A length of time in its largest fitting unit, rounded down: `45 s`, `90 min`, `30 h`, `12 d`. */
export function formatDuration(milliseconds: number): string {
  const unit = units.find(({ from }) => milliseconds >= from) ?? units[3];
  return `${Math.floor(milliseconds / unit.milliseconds)} ${unit.name}`;
}

/** `3 h old`; an age below zero means that the clock here is behind the one that wrote it. */
export function formatAge(ageMs: number): string {
  return ageMs < 0 ? `${formatDuration(-ageMs)} ahead of this clock` : `${formatDuration(ageMs)} old`;
}
