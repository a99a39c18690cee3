export { distillableInterceptor } from './distillable-interceptor.js';
