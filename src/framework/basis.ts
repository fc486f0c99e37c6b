import type { Interval, Observation } from '../model/index.js';
import type { Criterion, FrameworkData } from './framework.js';
import type { Reading } from './levels.js';

/** A share in per cent with one decimal, e.g. `94.5 %`. */
export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

const between = ([low, high]: Interval): string =>
  low === high ? percent(low) : `between ${percent(low)} and ${percent(high)} with 95 % confidence`;

const sentence = (words: string): string => (/[.!?]$/.test(words) ? words : `${words}.`);

const uncapped = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1);

/** What a level means, with the levels it builds on written out. */
export function meaning(criterion: Criterion, level: number): string {
  const words = criterion.levels?.[String(level)] ?? `Level ${level}`;
  const [whole = '', below = ''] = /^As level (\d),? /.exec(words) ?? [];
  return whole === '' ? words : `${meaning(criterion, Number(below))}; ${words.slice(whole.length)}`;
}

type Measured = Extract<Observation, { state: 'measured' }>;
type Declared = Extract<Observation, { state: 'declared' }>;

function figures(criterion: Criterion, observation: Measured, reading: Reading): string {
  const { k, n, parts, value, level } = observation;
  if (level !== undefined)
    return observation.detail === undefined ? sentence(meaning(criterion, level)) : sentence(observation.detail);
  if (value !== undefined)
    return `${Number(value.toPrecision(4))} was measured: ${uncapped(meaning(criterion, reading.level[1]))}.`;
  const range = reading.share === undefined ? '' : between(reading.share);
  if (parts !== undefined) {
    const how = criterion.parts === 'lowest' ? 'lowest' : 'mean';
    return `${parts.filter((part) => part.n > 0).length} record types, ${how} share ${range}.`;
  }
  if (k !== undefined && n !== undefined) {
    const of = `${k} of ${n} (${percent(k / n)})`;
    return reading.share !== undefined && reading.share[0] !== reading.share[1] ? `${of}, ${range}.` : `${of}.`;
  }
  return range === '' ? '' : `Measured share: ${range}.`;
}

const GRADE_WORDS = {
  D0: 'without evidence',
  D1: 'with a dated document or link',
  D2: 'reviewed by a second person',
  D3: 'certified by a third party',
} as const;

function claim(observation: Declared, reading: Reading): string {
  const { k, n } = observation;
  const what = k !== undefined && n !== undefined ? `${k} of ${n} declared` : 'Declared';
  const how = GRADE_WORDS[reading.grade ?? observation.grade];
  return `${what}, ${how}${observation.expired === true ? ' (the evidence has expired and counts one grade lower)' : ''}.`;
}

const REASONS = {
  'not-tested': 'Nothing has tested this yet.',
  error: 'The tool could not find out.',
  'no-data': 'There was nothing to judge.',
} as const;

/** One or more plain sentences saying what a level rests on. */
export function basisOf(
  framework: FrameworkData,
  criterion: Criterion,
  observation: Observation,
  reading: Reading,
): string {
  if (observation.state === 'unknown') return sentence(observation.detail ?? REASONS[observation.reason]);
  if (observation.state === 'measured' && observation.endpoints !== undefined)
    return `Lowest of ${observation.endpoints.length} core endpoints. ${sentence(observation.detail ?? '')}`.trim();
  if (reading.state === 'unknown') return REASONS['no-data'];
  if (observation.state === 'declared') return claim(observation, reading) + added(observation.detail);
  if (observation.state === 'notApplicable') return '';
  const words = [figures(criterion, observation, reading)];
  if (observation.level === undefined && observation.detail !== undefined) words.push(sentence(observation.detail));
  if (reading.indicative) words.push('Indicative only: too few records to meet a gate.');
  if (observation.upperBoundOnly === true) words.push('Only failures are certain here, so the lower end is 0.');
  if (observation.forceZero === true) words.push('Level 0 whatever the share.');
  if (criterion.keySystems !== undefined && observation.keySystems !== true)
    words.push(`Level ${framework.withoutKeySystems} at most, because a key system is missing or does not count.`);
  if (observation.contradicted === true) words.push('This contradicts what was declared.');
  return words.join(' ');
}

const added = (detail: string | undefined): string => (detail === undefined ? '' : ` ${sentence(detail)}`);
