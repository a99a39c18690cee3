export { type AdmissionRules, admissionRules, isLoopback, rejectClient } from './admission.js';
export { ProxyError, type ProxyErrorCode, type ProxyErrorDetails } from './errors.js';
export type { RequestRecord } from './exchange.js';
export type { ProxyCatalog, ProxyLimits, ProxyOptions } from './options.js';
export { type RunningProxy, startProxy } from './start-proxy.js';
