export { gatherEndpoint, planShape, runTypes } from './gather-endpoint.js';
export { gatherDocumentation } from './gather-documentation.js';
export { planSteps } from './plan.js';
export type { PlannedStep, PlanShape } from './plan.js';
export type { WireResource } from './json.js';
export type {
  EndpointTarget,
  FetchedReference,
  GatheredSoFar,
  GatherOptions,
  GatherProgress,
  GatherResult,
  Sample,
} from './target.js';
