/** A function that makes its value on the first call and keeps it. */
export function once<Value>(create: () => Value): () => Value {
  let kept: { readonly value: Value } | undefined;
  return () => {
    kept ??= { value: create() };
    return kept.value;
  };
}
