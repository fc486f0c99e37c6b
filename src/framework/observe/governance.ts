import { monthsBefore } from '../evidence-grade.js';
import { climb, countWhere, declare, limit, nothingListed } from './answering.js';
import type { Answering } from './answering.js';

/** Contracts of the last 24 months that ask for standards, tests and open interfaces. */
export const contracts: Answering = (question) => {
  const given = question.answers.contracts;
  if (given === undefined) return undefined;
  const months = limit(question, 'months');
  const since = monthsBefore(question.asOf, months);
  const recent = (given.contracts ?? []).filter(
    ({ signed }) => signed >= since && signed <= question.asOf.slice(0, 10),
  );
  if (recent.length === 0)
    return given.noneSigned === true
      ? {
          state: 'notApplicable',
          reason: 'waiver',
          detail: `No clinical system contract was signed in the last ${months} months`,
        }
      : nothingListed(`contracts signed in the last ${months} months`);
  const claim = countWhere(
    recent,
    (one) => one.namesStandards === true && one.asksForTestEvidence === true && one.openInterfaces === true,
  );
  return declare(question, claim, given.evidence);
};

/** How openly interfaces are documented. */
export const openApi: Answering = (question) => {
  const given = question.answers.api;
  if (given === undefined) return undefined;
  const open = given.documentation === 'public' && given.url !== undefined;
  const level = climb(given.documentation === 'none' ? 0 : given.documentation === 'on-request' ? 1 : 2, [
    [3, open],
    [4, given.selfServiceSandbox === true],
    [5, given.publishedTerms === true && given.punitiveCharges === false],
  ]);
  return declare(question, { level }, given.evidence);
};

/** Live interfaces whose safety cases are in date; a supplier answers for its own standard alone. */
export const safetyCases: Answering = (question) => {
  const given = question.answers.safety;
  if (given === undefined) return undefined;
  const live = given.interfaces.filter((one) => one.live !== false);
  if (live.length === 0) return nothingListed('live interfaces');
  const inDate = (until: string | undefined): boolean => until !== undefined && until >= question.asOf.slice(0, 10);
  const supplier = question.context.audience === 'supplier';
  const claim = countWhere(live, (one) => inDate(one.dcb0129ValidUntil) && (supplier || inDate(one.dcb0160ValidUntil)));
  return declare(question, claim, given.evidence);
};

/** Flows with impact assessment and agreement; none counts where the security toolkit's standards are not met. */
export const lawfulSharing: Answering = (question) => {
  const given = question.answers.governance;
  if (given === undefined) return undefined;
  if (given.flows.length === 0) return nothingListed('flows');
  const claim = countWhere(
    given.flows,
    (one) => given.securityToolkitMet && one.impactAssessment === true && one.sharingAgreement === true,
  );
  return declare(
    question,
    claim,
    given.evidence,
    given.securityToolkitMet ? [] : ['The standards of the security toolkit are not met'],
  );
};

/** Published standards met by their date, of those that apply and are due. */
export const standardsMet: Answering = (question) => {
  const given = question.answers.standards;
  if (given === undefined) return undefined;
  const today = question.asOf.slice(0, 10);
  const due = given.notices.filter((one) => one.applies !== false && one.due <= today);
  if (due.length === 0) return nothingListed('standards that apply and are due');
  const claim = countWhere(due, (one) => one.met !== undefined && one.met <= one.due);
  return declare(question, claim, given.evidence);
};

/** Conformance of record content to the professional standards. */
export const recordContent: Answering = (question) => {
  const given = question.answers.prsb;
  if (given === undefined) return undefined;
  const items = given.itemsPercent ?? 0;
  const assessed = given.basis === 'report' || given.basis === 'quality-mark';
  const level = climb(given.basis === 'none' ? 0 : 2, [
    [3, assessed && items >= limit(question, 'percentForLevel3') && given.allMandatory === true],
    [4, items >= limit(question, 'percentForLevel4')],
    [5, items >= limit(question, 'percentForLevel5')],
  ]);
  return declare(question, { level }, given.evidence);
};
