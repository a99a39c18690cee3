export { distillableInterceptor } from './interceptor.js';
