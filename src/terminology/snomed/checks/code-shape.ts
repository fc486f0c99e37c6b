import { parseExpression } from '../expression.js';
import type { SctidFault } from '../sctid.js';
import { parseSctid } from '../sctid.js';
import { namespaceOwner, SYSTEM, snomedAlias, isDmdAlias } from '../systems.js';
import type { Defect, Node, SnomedCheck } from './check.js';
import { byReason, textOf } from './check.js';

/** SNOMED CT or dm+d, by its right URL or a misspelt one: dm+d ids are SCTIDs too. */
function carriesSctid(coding: Node): boolean {
  const system = textOf(coding, 'system');
  if (system === undefined) return false;
  return system === SYSTEM.snomed || system === SYSTEM.dmd || snomedAlias(system) !== undefined || isDmdAlias(system);
}

type Written = 'number' | 'blank' | 'leading-zero' | 'term';

/** How a code was spoilt in writing. */
function spoilt(code: unknown): Written | undefined {
  if (typeof code === 'number') return 'number';
  if (typeof code !== 'string') return undefined;
  if (/^\s*\d+\s*\|[^|]*\|?\s*$/.test(code)) return 'term';
  if (/^\s*\d[\d\s]*$/.test(code) && /\s/.test(code)) return 'blank';
  return /^0\d{5,}$/.test(code) ? 'leading-zero' : undefined;
}

/** The code to judge by its digits: none where it is spoilt in writing or reads as an expression. */
function plainCode(coding: Node): string | undefined {
  const code = textOf(coding, 'code');
  if (code === undefined || !carriesSctid(coding) || spoilt(code) !== undefined || looksLikeExpression(code)) {
    return undefined;
  }
  return code;
}

/** Digits joined by the signs of the compositional grammar. */
const looksLikeExpression = (code: string): boolean => /\d{6}/.test(code) && /[:+=]/.test(code);

const faultOf = (coding: Node): SctidFault | undefined => {
  const code = plainCode(coding);
  const parsed = code === undefined ? undefined : parseSctid(code);
  return parsed?.ok === false ? parsed : undefined;
};

const atCode = (params: Defect['params']): Defect => ({ element: 'code', params });

const shape: SnomedCheck = {
  id: 'SCT-001',
  scope: 'coding',
  title: 'The code has the shape of a SNOMED CT identifier',
  why: 'A code that is no identifier cannot be looked up by any receiving system: the record arrives without its meaning.',
  remedy: 'Send the concept id: 6 to 18 digits, no leading zero; keep local codes under their own system.',
  owner: 'supplier',
  severity: 'error',
  message: (params) =>
    `The code is no SNOMED CT identifier (${String(params['length'])} characters, ${String(params['shape'])}).`,
  examine: (coding) => {
    if (faultOf(coding)?.fault !== 'shape') return undefined;
    const code = textOf(coding, 'code') ?? '';
    return atCode({ length: code.length, shape: /^\d+$/.test(code) ? 'digits only' : 'not digits only' });
  },
};

const checkDigit: SnomedCheck = {
  id: 'SCT-002',
  scope: 'coding',
  title: 'The check digit of the code is right',
  why: 'A wrong check digit means the code was mistyped or damaged; it may now name another concept, or none.',
  remedy: 'Correct the code at its source. Where ids pass through numbers or spreadsheets, carry them as text.',
  owner: 'trust-data',
  severity: 'error',
  message: (params) =>
    params['damaged'] === true
      ? 'The check digit of the SNOMED CT code is wrong; its last digits look lost to a floating point number.'
      : 'The check digit of the SNOMED CT code is wrong.',
  examine: (coding) => {
    const found = faultOf(coding);
    return found?.fault === 'check-digit' ? atCode({ damaged: found.floatDamage }) : undefined;
  },
};

const component: SnomedCheck = {
  id: 'SCT-003',
  scope: 'coding',
  title: 'The code names a concept',
  why: 'Description and relationship ids are not codes: decision support and searches that look for the concept miss the record.',
  remedy: 'Send the concept id; a description id belongs in the coding-sctdescid extension.',
  owner: 'supplier',
  severity: 'error',
  message: (params) => `A ${String(params['kind'])} id is used as a SNOMED CT code.`,
  examine: (coding) => {
    const code = plainCode(coding);
    const parsed = code === undefined ? undefined : parseSctid(code);
    if (parsed?.ok !== true || parsed.kind === 'concept') return undefined;
    return {
      ...atCode({ kind: parsed.kind === 'legacy' ? 'withdrawn RF1 component' : parsed.kind }),
      ...(parsed.kind === 'expression' ? { severity: 'information' as const } : {}),
    };
  },
};

const partition: SnomedCheck = {
  id: 'SCT-004',
  scope: 'coding',
  title: 'The partition of the code is one in use',
  why: 'An identifier of a reserved partition, or too short for its namespace, was never issued.',
  remedy: 'Correct the code at its source; generated ids must follow the release file specification.',
  owner: 'trust-data',
  severity: 'error',
  message: byReason({
    partition: 'The SNOMED CT code has a partition that is not in use.',
    length: 'The SNOMED CT code claims a namespace but is too short to hold one.',
  }),
  examine: (coding) => {
    const found = faultOf(coding)?.fault;
    return found === 'partition' || found === 'length' ? atCode({ reason: found }) : undefined;
  },
};

const namespace: SnomedCheck = {
  id: 'SCT-005',
  scope: 'coding',
  title: 'The code comes from a namespace known in the UK',
  why: 'Codes of another country or of a local extension are legal, but partners may not hold the release that explains them.',
  remedy: 'Nothing, where the extension is shared with every partner; else prefer a concept of the UK Edition.',
  owner: 'trust-data',
  severity: 'information',
  message: (params) => `The SNOMED CT code belongs to namespace ${String(params['namespace'])}.`,
  examine: (coding) => {
    const code = plainCode(coding);
    const parsed = code === undefined ? undefined : parseSctid(code);
    if (parsed?.ok !== true || parsed.namespace === undefined) return undefined;
    return namespaceOwner(parsed.namespace) === 'other' ? atCode({ namespace: parsed.namespace }) : undefined;
  },
};

const writing: SnomedCheck = {
  id: 'SCT-006',
  scope: 'coding',
  title: 'The code is written as a plain string of digits',
  why: 'Blanks, zeros in front and pasted terms make the same concept look like another one; numbers lose digits.',
  remedy: 'Send the bare digits as a JSON string, and the term in display.',
  owner: 'supplier',
  severity: 'error',
  message: byReason({
    number: 'The SNOMED CT code is a JSON number: long ids lose digits that way.',
    blank: 'The SNOMED CT code has blanks around or inside it.',
    'leading-zero': 'The SNOMED CT code has a leading zero.',
    term: 'The SNOMED CT code has its term pasted behind it.',
  }),
  examine: (coding) => {
    const reason = carriesSctid(coding) ? spoilt(coding['code']) : undefined;
    return reason && atCode({ reason });
  },
};

const expression: SnomedCheck = {
  id: 'SCT-040',
  scope: 'coding',
  title: 'Post-coordinated expressions can be read',
  why: 'Most receivers cannot process an expression; one that cannot even be parsed is lost for all of them.',
  remedy: 'Prefer a pre-coordinated concept, as UK Core does; else follow the compositional grammar.',
  owner: 'supplier',
  severity: 'information',
  message: byReason({
    expression: 'The code is a post-coordinated SNOMED CT expression.',
    syntax: 'The code looks like a SNOMED CT expression, but cannot be parsed.',
    identifier: 'The code is a SNOMED CT expression that holds an invalid concept id.',
  }),
  examine: (coding) => {
    const code = textOf(coding, 'code');
    if (code === undefined || !carriesSctid(coding) || spoilt(code) !== undefined || !looksLikeExpression(code)) {
      return undefined;
    }
    const result = parseExpression(code);
    if (result.ok) return atCode({ reason: 'expression' });
    return { ...atCode({ reason: result.reason }), severity: 'error' };
  },
};

export const CODE_SHAPE_CHECKS: readonly SnomedCheck[] = [
  shape,
  checkDigit,
  component,
  partition,
  namespace,
  writing,
  expression,
];
