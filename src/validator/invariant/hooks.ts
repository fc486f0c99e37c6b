import type { LocalTerminology } from '../../terminology/terminology.js';
import { narrativeIsSound } from '../rules/xhtml.js';
import { isNode } from '../shape.js';
import { UndecidedError, type Hooks } from './operations.js';

/** What `memberOf()` asks of a terminology. */
export type Memberships = Pick<LocalTerminology, 'member' | 'memberCode'>;

type Membership = boolean | undefined;

/** Answers of `memberOf()`, `conformsTo()` and `htmlChecks()` from what the validator holds. */
export function hooksOver(
  terminology: Memberships | undefined,
  conformsTo: ((resource: unknown, canonical: string) => boolean | undefined) | undefined,
): Hooks {
  return {
    memberOf: (item, valueSet) => {
      if (item === undefined) return undefined;
      const answer = terminology && typeof valueSet === 'string' ? membership(terminology, valueSet, item) : undefined;
      return decided(answer);
    },
    conformsTo: (item, canonical) => {
      if (item === undefined) return undefined;
      return decided(typeof canonical === 'string' ? conformsTo?.(item, canonical) : undefined);
    },
    htmlChecks: (div) => typeof div !== 'string' || narrativeIsSound(div),
  };
}

function decided(answer: Membership): boolean {
  if (answer === undefined) throw new UndecidedError('Cannot be decided with what is held');
  return answer;
}

function membership(terminology: Memberships, valueSet: string, item: unknown): Membership {
  if (typeof item === 'string') return answered(terminology.memberCode(valueSet, item).result);
  if (!isNode(item)) return undefined;
  if (!Array.isArray(item['coding'])) return ofCoding(terminology, valueSet, item);
  const answers = item['coding'].map((coding: unknown) => ofCoding(terminology, valueSet, coding));
  if (answers.includes(true)) return true;
  return answers.every((answer) => answer === false) ? false : undefined;
}

function ofCoding(terminology: Memberships, valueSet: string, coding: unknown): Membership {
  if (!isNode(coding) || typeof coding['code'] !== 'string') return false;
  const { system, code, version } = coding;
  return answered(
    terminology.member(valueSet, {
      code,
      ...(typeof system === 'string' ? { system } : {}),
      ...(typeof version === 'string' ? { version } : {}),
    }).result,
  );
}

const answered = (result: 'in' | 'out' | 'unknown'): Membership => (result === 'unknown' ? undefined : result === 'in');
