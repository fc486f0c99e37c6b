import { defineCheck } from '../define-check.js';
import { fail, notApplicable, pass, some, warn } from '../verdict.js';

export const cap07 = defineCheck({
  id: 'CAP07',
  title: 'Expected types and interactions are declared',
  why: 'A client that relies on the statement will not even ask for what is not in it.',
  remedy: 'Offer and declare the types, interactions and search parameters named.',
  owner: 'supplier',
  severity: 'high',
  references: [{ title: 'UK Core Access' }, { title: 'FHIR R4 RESTful API', url: 'https://hl7.org/fhir/R4/http.html' }],
  needs: ['capability', 'ruleset'],
  examine({ capability, ruleset }) {
    const missing = { SHALL: new Set<string>(), SHOULD: new Set<string>() };
    let expected = 0;
    for (const one of ruleset.expectations) {
      const declared = capability.types.find((type) => type.type === one.type);
      for (const interaction of one.interactions) {
        expected += 1;
        if (declared?.interactions.includes(interaction) !== true)
          missing[one.strength].add(`${one.type} ${interaction}`);
      }
      for (const name of one.searchParams) {
        expected += 1;
        if (declared?.searchParams.some((parameter) => parameter.name === name) !== true)
          missing[one.strength].add(`${one.type}?${name}`);
      }
    }
    if (expected === 0) return notApplicable('The rulesets in use expect nothing.');
    const measures = { expected, shall: missing.SHALL.size, should: missing.SHOULD.size };
    if (missing.SHALL.size > 0) return fail(`Required but not declared: ${some([...missing.SHALL])}.`, { measures });
    if (missing.SHOULD.size > 0)
      return warn(`Recommended but not declared: ${some([...missing.SHOULD])}.`, { measures });
    return pass(`All ${expected} expected interactions and parameters are declared.`, { measures });
  },
});
