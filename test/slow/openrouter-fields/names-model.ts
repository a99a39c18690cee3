const telling: ReadonlySet<string> = new Set([
  ...['preset', 'fallback', 'alias', 'candidate', 'variant', 'deployment', 'engine', 'llm', 'pin', 'pinned'],
  ...['route', 'router', 'routing', 'routed', 'reroute'],
  ...['advisor', 'agent', 'executor', 'judge', 'panel', 'worker'],
]);

/** Whether a field's name sounds like naming or picking a model, in any spelling. Rather too often than too rarely. */
export function namesModel(key: string): boolean {
  const words = key.split(/[^A-Za-z0-9]+|(?=[A-Z])/).map((word) => word.toLowerCase());
  return /model/i.test(key) || words.some((word) => telling.has(word) || telling.has(word.replace(/s$/, '')));
}
