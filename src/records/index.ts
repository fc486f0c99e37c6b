export { deriveRecordFacts } from './evidence.js';
export type { RecordEvidence, RecordOptions } from './evidence.js';
export type { Judges, RecordInput, Trace } from './input.js';
export { openJudge } from './judges.js';
export type { RecordSample } from './sample.js';
