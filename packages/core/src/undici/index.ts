export { distillableInterceptor } from './distillable-interceptor.js';
export { undiciFetch } from './undici-fetch.js';
