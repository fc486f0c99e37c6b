/**
 * A list of its own for a few items. Engines come to allocate what an array literal makes as if it lived long, where a large Bundle
 * keeps hundreds for a while; a copy is allocated as young as it is, and far faster made than by `Array.of`.
 */
export const youngList = <T>(items: readonly T[]): T[] => items.slice();
