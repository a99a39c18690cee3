/** How much, and how long, the proxy takes of clients and upstream. Times in milliseconds. */
export interface ProxyLimits {
  /** Of a request's body, as sent and unzipped. */
  readonly requestBytes: number;
  /** Of an answer that is held until it is verified. */
  readonly answerBytes: number;
  /** Of a request's head. */
  readonly headerBytes: number;
  readonly sockets: number;
  /** For a request's head to arrive. */
  readonly headerTimeout: number;
  /** For a whole request to arrive. */
  readonly requestTimeout: number;
  /** Between two requests on one connection. */
  readonly keepAliveTimeout: number;
  /** For a client to read on, once its connection is full. */
  readonly readTimeout: number;
  /** For the upstream to begin an answer, and between two chunks of it. */
  readonly upstreamTimeout: number;
  /** For running requests to end, once the proxy is told to stop. */
  readonly graceTime: number;
}

/** What holds unless flags say otherwise. */
export const usualLimits: ProxyLimits = {
  requestBytes: 67_108_864,
  answerBytes: 67_108_864,
  headerBytes: 32_768,
  sockets: 1_024,
  headerTimeout: 20_000,
  requestTimeout: 300_000,
  keepAliveTimeout: 60_000,
  readTimeout: 300_000,
  upstreamTimeout: 300_000,
  graceTime: 60_000,
};
