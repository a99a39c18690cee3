/** How much, and how long, a proxy accepts from clients and upstream. */
export interface ProxyLimits {
  /** Of a request's body, as sent and decompressed. @default 67_108_864 (64 MiB) */
  readonly maxRequestBytes: number;
  /** Of a response that is held until it is verified. @default 67_108_864 (64 MiB) */
  readonly maxResponseBytes: number;
  /** Of the headers of a request. @default 32_768 */
  readonly maxHeaderBytes: number;
  /** Open connections of clients. @default 1_024 */
  readonly maxConnections: number;
  /** Until the headers of a request have arrived. @default 20_000 */
  readonly headersTimeoutMs: number;
  /** Until a whole request has arrived. @default 300_000 */
  readonly requestTimeoutMs: number;
  /** Between two requests on one connection. @default 60_000 */
  readonly keepAliveTimeoutMs: number;
  /** For a client to read on, once its connection is full. @default 300_000 */
  readonly clientTimeoutMs: number;
  /** For the upstream to start a response, and between two chunks of it. @default 300_000 */
  readonly upstreamTimeoutMs: number;
  /** For running responses to end once the proxy is closing. @default 60_000 */
  readonly graceMs: number;
}

/** The defaults. */
export const defaultLimits: ProxyLimits = {
  maxRequestBytes: 67_108_864,
  maxResponseBytes: 67_108_864,
  maxHeaderBytes: 32_768,
  maxConnections: 1_024,
  headersTimeoutMs: 20_000,
  requestTimeoutMs: 300_000,
  keepAliveTimeoutMs: 60_000,
  clientTimeoutMs: 300_000,
  upstreamTimeoutMs: 300_000,
  graceMs: 60_000,
};
