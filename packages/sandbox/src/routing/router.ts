import { isRouter, type ModelRow } from '../catalog/model-row.js';
import type { RoutingStrategy } from './routing-strategy.js';

const strategies: Readonly<Record<string, RoutingStrategy>> = {
  'openrouter/auto': 'auto',
  'openrouter/auto-beta': 'auto',
  'openrouter/free': 'free',
  'openrouter/pareto-code': 'pareto',
  'openrouter/bodybuilder': 'bodybuilder',
  'openrouter/fusion': 'fusion',
  'openrouter/fusion-flash': 'fusion',
};

/** How a router routes; null when the slug names no router. A router needs no row in the list. */
export function routerStrategy(slug: string, row: ModelRow | undefined): RoutingStrategy | null {
  return strategies[slug] ?? (row !== undefined && isRouter(row) ? 'auto' : null);
}
