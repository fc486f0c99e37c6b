import type { Observation } from '../../model/index.js';
import type { Flow } from '../answers.js';
import { climb, declare, leftOut, limit, nothingListed } from './answering.js';
import type { Answering } from './answering.js';

/** National services live, each with its reference and last month's calls, of those that apply. */
export const nationalServices: Answering = (question) => {
  const { criterion, context, answers } = question;
  const given = answers.nationalServices;
  const { services } = criterion;
  const setting = context.audience === 'supplier' ? 'supplier' : context.trustType;
  if (given === undefined || services === undefined || setting === undefined) return undefined;
  const excused = given.services.filter(({ applies }) => applies === false).map(({ service }) => service);
  const listed = given.services.filter(
    ({ service, applies }) => applies !== false && services.optional.includes(service),
  );
  const applicable = new Set([...services[setting], ...listed.map(({ service }) => service)]);
  for (const service of excused) applicable.delete(service);
  if (applicable.size === 0) return nothingListed('national services that apply');
  const live = given.services.filter(({ service, live: on }) => on && applicable.has(service));
  const shown = live.filter(({ reference, callsLastMonth }) => reference !== undefined && (callsLastMonth ?? 0) > 0);
  const k = new Set(shown.map(({ service }) => service)).size;
  return declare(question, { k, n: applicable.size }, given.evidence, [
    ...leftOut(live.length - shown.length, 'no reference or no calls last month'),
    ...(excused.length === 0 ? [] : [`Declared as not applying: ${excused.join(', ')}`]),
  ]);
};

const isShown = (flow: Flow, hours: number): boolean =>
  flow.live &&
  flow.structured === true &&
  (flow.messagesLastMonth ?? 0) > 0 &&
  flow.sampleReference !== undefined &&
  flow.delayHours !== undefined &&
  flow.delayHours <= hours &&
  flow.filedWithoutRekeying === true;

/** Partner settings reached by a live structured flow that is timely and filed by itself. */
export const partnerFlows: Answering = (question) => {
  const { criterion, context, answers } = question;
  const given = answers.flows;
  const partners = context.trustType === undefined ? undefined : criterion.partners?.[context.trustType];
  if (given === undefined || partners === undefined) return undefined;
  const hours = limit(question, 'hours');
  const shown = given.flows.filter((flow) => isShown(flow, hours));
  const reached = new Set(shown.map(({ partner }) => partner));
  const excused = new Set((given.partnersNotApplicable ?? []).map(({ partner }) => partner));
  const level = climb(0, [
    [1, reached.size > 0],
    [2, reached.has(partners.first)],
    [3, partners.next.some((partner) => reached.has(partner))],
    [4, partners.next.every((partner) => reached.has(partner))],
    [5, partners.all.every((partner) => reached.has(partner) || excused.has(partner))],
  ]);
  return declare(
    question,
    { level },
    given.evidence,
    leftOut(
      given.flows.filter(({ live }) => live).length - shown.length,
      `not structured, no volume, no sample, slower than ${hours} hours or typed in again`,
    ),
  );
};

/** Letters live in the national payload with a reference, of the letters listed; measured documents take their place. */
export const structuredLetters: Answering = (question) => {
  const given = question.answers.flows;
  if (given === undefined) return undefined;
  const kinds = question.criterion.documents ?? [];
  const letters = given.flows.filter(({ content }) => content !== undefined && kinds.includes(content));
  if (letters.length === 0) return nothingListed('flows of discharge or clinic letters');
  const k = letters.filter(
    ({ live, transferOfCare, sampleReference }) => live && transferOfCare === true && sampleReference !== undefined,
  ).length;
  return declare(question, { k, n: letters.length }, given.evidence);
};

/** Headings published to the shared care record within a day, of those that apply. */
export const sharedHeadings: Answering = (question) => {
  const given = question.answers.sharedCareRecord;
  if (given?.headings === undefined) return undefined;
  const applicable = given.headings.filter(({ applies }) => applies !== false);
  if (applicable.length === 0) return nothingListed('headings that apply');
  const hours = limit(question, 'hours');
  const k = applicable.filter(
    (one) => one.publishedWithinHours !== undefined && one.publishedWithinHours <= hours,
  ).length;
  return declare(question, { k, n: applicable.length }, given.evidence);
};

/** How clinicians reach the shared care record. */
export const sharedUse: Answering = (question): Observation | undefined => {
  const given = question.answers.sharedCareRecord;
  if (given?.opened === undefined) return undefined;
  const { opened } = given;
  const level = climb(0, [
    [1, opened !== 'not-used'],
    [2, opened === 'single-sign-on' || opened === 'in-context'],
    [3, opened === 'in-context' && (given.viewsLastMonth ?? 0) > 0],
    [4, given.topHalfOfPeers === true],
    [5, given.structuredReuse === true],
  ]);
  return declare(question, { level }, given.evidence);
};

/** Services that patients reach through national channels on a FHIR interface. */
export const patientAccess: Answering = (question) => {
  const given = question.answers.patientAccess;
  if (given === undefined) return undefined;
  const applicable = given.services.filter(({ applies }) => applies !== false);
  if (applicable.length === 0) return nothingListed('services that apply');
  const k = applicable.filter(({ live, fhirInterface }) => live && fhirInterface === true).length;
  return declare(question, { k, n: applicable.length }, given.evidence);
};
