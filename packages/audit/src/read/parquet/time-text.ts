import type { TimeUnit } from 'hyparquet';

const unitsPerSecond: Readonly<Record<TimeUnit, number>> = { MILLIS: 1e3, MICROS: 1e6, NANOS: 1e9 };

interface Clock {
  readonly unit: TimeUnit;
  /** Adds `+00`. False if the time zone is not known. */
  readonly isUtc: boolean;
}

const secondsPerDay = 86_400;

/** Days since 1970-01-01 as `2024-01-31`; a year before the first as `0044-03-15 (BC)`. */
export function dateText(days: number): string {
  // Counts years from March, so that a leap day is the last day of its year.
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const text = `${String(year > 0 ? year : 1 - year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`;
  return year > 0 ? text : `${text} (BC)`;
}

/** Units since midnight as `01:02:03.5`. */
export function timeText(units: number, { unit, isUtc }: Clock): string {
  return `${clockText(units, unit)}${isUtc ? '+00' : ''}`;
}

/** Units since 1970-01-01 as `2024-01-31 01:02:03.5`. */
export function timestampText(units: bigint, { unit, isUtc }: Clock): string {
  const perDay = secondsPerDay * unitsPerSecond[unit];
  const [days, ofDay] = divide(units, perDay);
  return `${dateText(days)} ${clockText(ofDay, unit)}${isUtc ? '+00' : ''}`;
}

/** Rounded down, with a remainder from 0 on. */
function divide(value: bigint, divisor: number): readonly [quotient: number, remainder: number] {
  const number = Number(value);
  if (Number.isSafeInteger(number)) {
    const quotient = Math.floor(number / divisor);
    return [quotient, number - quotient * divisor];
  }
  const rest = Number(value % BigInt(divisor));
  const remainder = rest < 0 ? rest + divisor : rest;
  return [Number((value - BigInt(remainder)) / BigInt(divisor)), remainder];
}

/** @param bytes months, days and milliseconds, 32 bits each */
export function intervalText(bytes: Buffer): string {
  const [months, days, millis] = [bytes.readUInt32LE(0), bytes.readUInt32LE(4), bytes.readUInt32LE(8)];
  const parts = [
    counted(Math.floor(months / 12), 'year'),
    counted(months % 12, 'month'),
    counted(days, 'day'),
    millis > 0 || (months === 0 && days === 0) ? clockText(millis, 'MILLIS') : '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}

function clockText(units: number, unit: TimeUnit): string {
  const perSecond = unitsPerSecond[unit];
  const seconds = Math.floor(units / perSecond);
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  const text = `${twoDigits(hours)}:${twoDigits(minutes)}:${twoDigits(seconds % 60)}`;
  const rest = units % perSecond;
  if (rest === 0) return text;
  const fraction = String(rest).padStart(String(perSecond).length - 1, '0');
  return `${text}.${fraction.replace(/0+$/, '')}`;
}

function counted(count: number, noun: string): string {
  if (count === 0) return '';
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
