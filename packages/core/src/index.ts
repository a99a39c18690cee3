export { type AlternativesOptions, findAlternatives } from './alternatives/find-alternatives.js';
