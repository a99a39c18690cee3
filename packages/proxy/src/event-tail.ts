/** Knows whether what was written of a stream ends between two events. */
export class EventTail {
  #last: Uint8Array = new Uint8Array();

  push(chunk: Uint8Array): void {
    this.#last = chunk.length < 4 ? Buffer.concat([this.#last, chunk]).subarray(-4) : chunk;
  }

  get isBetweenEvents(): boolean {
    const text = Buffer.from(this.#last.subarray(-4)).toString('latin1');
    return text === '' || /[\r\n]{2}$/.test(text.replaceAll('\r\n', '\n'));
  }
}
