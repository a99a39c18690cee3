export { type ExploreData, type RunningPage, readPageFiles, servePage } from './serve-page.js';
