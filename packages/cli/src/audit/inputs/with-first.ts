/** Puts back what was read ahead of the rest. */
export async function* withFirst(
  first: Buffer,
  rest: AsyncIterator<Buffer, unknown, undefined>,
): AsyncGenerator<Buffer, void, undefined> {
  if (first.length > 0) yield first;
  for (;;) {
    const next = await rest.next();
    if (next.done === true) return;
    yield next.value;
  }
}
