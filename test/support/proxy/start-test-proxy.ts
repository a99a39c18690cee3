import { createCatalog } from '@distillable/catalog';
import { type ProxyOptions, type RequestRecord, type RunningProxy, startProxy } from '@distillable/proxy';

/** A proxy in this process. */
export interface TestProxy extends RunningProxy {
  /** The requests that have ended. */
  readonly records: readonly RequestRecord[];
  /** What it passed to `onError`. */
  readonly errors: readonly unknown[];
}

/**
 * Starts a proxy on a free port.
 *
 * @param sandboxUrl where its catalog comes from, and where its requests go unless the options say otherwise
 */
export async function startTestProxy(
  sandboxUrl: string,
  options: Partial<ProxyOptions> = {},
): Promise<TestProxy> {
  const catalog = createCatalog({ baseUrl: sandboxUrl });
  const records: RequestRecord[] = [];
  const errors: unknown[] = [];
  const proxy = await startProxy({
    catalog,
    baseUrl: sandboxUrl,
    apiKey: 'any',
    port: 0,
    onRequest: (record) => records.push(record),
    onError: (error) => errors.push(error),
    ...options,
  });
  return {
    ...proxy,
    records,
    errors,
    async close(closing) {
      await proxy.close(closing);
      await catalog.close();
    },
  };
}
