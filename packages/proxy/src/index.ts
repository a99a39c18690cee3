export { type AdmissionRules, admissionRules, isLoopback, rejectClient } from './admission.js';
export { ProxyError, type ProxyErrorCode, type ProxyErrorDetails } from './errors.js';
export type { RequestRecord } from './handle-request.js';
export type { ProxyLimits } from './limits.js';
export type { ProxyCatalog } from './proxy-catalog.js';
export { type ProxyOptions, type RunningProxy, startProxy } from './start-proxy.js';
