/** Levels of nesting a document may have: far above any real record, far below what a recursive walk survives. */
export const MAX_DEPTH = 512;
