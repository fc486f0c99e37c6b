export type { Ecl, HierarchyOperator } from './ast.js';
export { EclError } from './ast.js';
export { parseEcl } from './parser.js';
export { printEcl } from './printer.js';
export { listedIds, membershipWithoutRelease } from './membership.js';
export type { Verdict } from './membership.js';
