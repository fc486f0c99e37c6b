export { openDefinitions } from './open-definitions.js';
export type { Definitions, DefinitionsOptions, LoadedPackage, UkCoreVersion } from './definitions.js';
