export type { ExploreData } from './explore-data.js';
export { readPageFiles } from './page-files.js';
export { type RunningPage, servePage } from './serve-page.js';
