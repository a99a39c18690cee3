import type { ResolutionStep } from '@distillable/catalog/light';

/** One step of a resolution as a sentence. */
export function describeStep(step: ResolutionStep): string {
  switch (step.kind) {
    case 'id':
      return `${step.slug} is the id of a row.`;
    case 'canonical-slug':
      return `${step.canonicalSlug} is the canonical slug of ${step.slug}.`;
    case 'static-variant':
      return `:${step.variant} is a variant with a row of its own, ${step.slug}, and only that row counts.`;
    case 'dynamic-variant':
      return `:${step.variant} only changes how ${step.base} is served, so that is looked up.`;
    case 'alias':
      return step.target === null
        ? `${step.slug} is an alias that does not say what it stands for, so its own label counts.`
        : `${step.slug} is an alias; it stands for ${step.target} as of this list.`;
    case 'alias-target-missing':
      return `There is no row for ${step.target}.`;
    case 'alias-of-alias':
      return `${step.target} is an alias too, and only one step is followed.`;
    case 'variant-without-row':
      return `There is a row for ${step.base}, but none for its variant :${step.variant}, which would have its own.`;
    case 'router':
      return `${step.slug} is a router: the server picks the model, so nothing is known before.`;
    case 'preset':
      return `The preset ${step.preset} is kept on the server, so what it picks is not known here.`;
    case 'no-row':
      return `No row has ${step.slug} as its id or canonical slug.`;
  }
}
