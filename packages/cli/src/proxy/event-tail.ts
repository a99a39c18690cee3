/** Knows whether what was written of a stream ends between two events. */
export class EventTail {
  #last = '';

  push(chunk: Buffer): void {
    const text = chunk.toString('latin1', Math.max(0, chunk.length - 4));
    this.#last = (text.length < 4 ? this.#last + text : text).slice(-4);
  }

  get isBetweenEvents(): boolean {
    return this.#last === '' || /[\r\n]{2}$/.test(this.#last.replaceAll('\r\n', '\n'));
  }
}
