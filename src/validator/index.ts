import { openDefinitions } from '../definitions/index.js';
import { createTerminology } from '../terminology/index.js';
import type { Validator, ValidatorOptions } from './api.js';
import { createInvariants } from './invariant/index.js';
import { rulesFor } from './rules/index.js';
import { ResourceValidator } from './validator.js';

export type { ValidateOptions, Validator, ValidatorOptions } from './api.js';

/** A validator over R4, UK Core and the packages given. Synchronous; definitions are compiled when they are first needed, and kept. */
export function createValidator(options: ValidatorOptions = {}): Validator {
  const { ukCore, packages } = options;
  const definitions =
    options.definitions ??
    openDefinitions({ ...(ukCore === undefined ? {} : { ukCore }), ...(packages === undefined ? {} : { packages }) });
  const terminology = createTerminology(definitions);
  const validator: ResourceValidator = new ResourceValidator(
    { definitions, terminology, invariants: (source) => invariants.compile(source), rulesFor },
    options,
  );
  const invariants = createInvariants({
    definitions,
    terminology,
    conformsTo: (resource, canonical) => validator.conformsTo(resource, canonical),
  });
  return validator;
}
