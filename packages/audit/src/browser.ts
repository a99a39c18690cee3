export { formatTime, visibleText } from './html/text.js';
export { countOf, formatCount, formatShare } from './numbers.js';
