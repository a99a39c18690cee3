import { genesis } from './ledger-entry.js';

/** A line's place in the chain. */
export interface ChainLink {
  readonly seq: number;
  readonly prev: string;
  /** SHA-256 of the line itself. */
  readonly hash: string;
}

/** Tells of each entry whether it follows the one before. */
export class ChainCheck {
  #seq = 0;
  #head = genesis;

  /** The hash of the last line that was looked at. */
  get head(): string {
    return this.#head;
  }

  follows({ seq, prev, hash }: ChainLink): boolean {
    const isNext = seq === this.#seq + 1 && prev === this.#head;
    this.#seq = seq;
    this.#head = hash;
    return isNext;
  }
}
