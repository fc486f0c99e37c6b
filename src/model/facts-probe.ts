/** Facts gathered by probing an endpoint (folder `probe/`). */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type
export interface ProbeFacts {}
