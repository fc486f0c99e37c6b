export { openDefinitions } from './open-definitions.js';
export type { Definitions, DefinitionsOptions, LoadedPackage, UkCoreVersion } from './definitions.js';
export type { SnapshotProblem } from './snapshot/problem.js';
