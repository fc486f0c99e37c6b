export { applicableTypes, isAsked } from './applicability.js';
export type { Criterion, Framework, FrameworkData } from './framework.js';
export { loadFramework, shippedFramework } from './load.js';
export { scoreObservations } from './score.js';
