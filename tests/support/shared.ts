import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'vitest';

const root = fileURLToPath(new URL('../../../shared/', import.meta.url));

/** A path in the folder of reference data that stands beside the repository. */
export const sharedPath = (...parts: readonly string[]): string => root + parts.join('/');

/** Tests that need the reference data: loudly skipped without it, and failing where it is required. */
export function describeWithShared(name: string, body: () => void): void {
  if (existsSync(root)) {
    describe(name, body);
    return;
  }
  if (process.env['FHIR_READINESS_REQUIRE_SHARED'] === '1') {
    describe(name, () => {
      throw new Error('FHIR_READINESS_REQUIRE_SHARED is set, but there is no ../shared folder');
    });
    return;
  }
  console.warn(`SKIPPED: "${name}" needs the reference data in ../shared, which is not here`);
  // The body is not run even to collect its tests: it may read the data.
  describe.skip(name, () => {
    it('needs the reference data', () => undefined);
  });
}
