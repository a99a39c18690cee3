export { isLoopback } from './admission.js';
export type { ProxyCatalog, ProxyLimits } from './context.js';
export { ProxyError, type ProxyErrorCode, type ProxyErrorDetails } from './errors.js';
export type { RequestRecord } from './handle-request.js';
export { type ProxyOptions, type ProxyReceipts, type RunningProxy, startProxy } from './start-proxy.js';
