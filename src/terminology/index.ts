export type { CodeAnswer, CodeInSystem, Decidability, LocalTerminology, MembershipAnswer } from './terminology.js';
export { createTerminology } from './local-terminology.js';
export type { TerminologyDefinitions, TerminologyOptions } from './local-terminology.js';
export { convertUcum, isUcum } from './ucum.js';
