import type { Colours } from '../render/table.js';

/** Green for what is proven, red for what may not be used. */
export function paintOutcome(text: string, { green, red, yellow }: Colours): string {
  switch (text.trim()) {
    case 'verified':
      return green(text);
    case 'unverified':
      return red(text);
    default:
      return yellow(text);
  }
}
