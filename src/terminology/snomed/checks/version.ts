import { MODULES, snomedAlias, SYSTEM } from '../systems.js';
import type { Node, SnomedCheck } from './check.js';
import { byReason, textOf } from './check.js';

const EDITION = /^http:\/\/snomed\.info\/x?sct\/(\d{6,18})(?:\/version\/(\d{8}))?$/;

const OLDEST_MONTHS = 18;

function versionOf(coding: Node): string | undefined {
  const system = textOf(coding, 'system');
  const isSnomed = system === SYSTEM.snomed || (system !== undefined && snomedAlias(system) !== undefined);
  return isSnomed ? textOf(coding, 'version') : undefined;
}

/** The module of an edition URI; undefined for anything else. */
export const editionModule = (version: string): string | undefined => EDITION.exec(version)?.[1];

function calendarDay(text: string): Date | undefined {
  const iso = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`;
  const day = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== iso ? undefined : day;
}

function versionFault(version: string, today: string): 'form' | 'module' | 'date' | 'future' | 'old' | undefined {
  const match = EDITION.exec(version);
  if (match === null) return 'form';
  const [, module = '', dated] = match;
  if (!MODULES.has(module)) return 'module';
  if (dated === undefined) return undefined;
  const released = calendarDay(dated);
  if (released === undefined) return 'date';
  const now = new Date(`${today}T00:00:00Z`);
  if (released > now) return 'future';
  now.setUTCMonth(now.getUTCMonth() - OLDEST_MONTHS);
  return released < now ? 'old' : undefined;
}

const form: SnomedCheck = {
  id: 'SCT-013',
  scope: 'coding',
  title: 'A stated SNOMED CT version is a real and current edition',
  why: 'A terminology server asked for an edition that does not exist refuses the code, and an old one misses newer concepts.',
  remedy: 'Leave version out, as UK Core advises, or send the UK Edition URI of a current release.',
  owner: 'supplier',
  severity: 'warning',
  message: byReason({
    form: 'The version is no SNOMED CT edition URI.',
    module: 'The version names a module that is no edition known here.',
    date: 'The version is dated with a day that does not exist.',
    future: 'The version is dated in the future.',
    old: 'The version is more than 18 months old.',
  }),
  examine: (coding, { today }) => {
    const version = versionOf(coding);
    const reason = version === undefined ? undefined : versionFault(version, today);
    return reason && { element: 'version', params: { reason } };
  },
};

const presence: SnomedCheck = {
  id: 'SCT-014',
  scope: 'coding',
  title: 'SNOMED CT codings carry no version',
  why: 'UK Core does not use version for SNOMED CT; receivers that compare it see two codings where there is one.',
  remedy: 'Leave version out of SNOMED CT codings, or send the same edition throughout.',
  owner: 'supplier',
  severity: 'information',
  message: byReason({
    present: 'The SNOMED CT coding carries a version, which UK Core does not use.',
    mixed: 'SNOMED CT codings of one document name different editions.',
  }),
  examine: (coding) =>
    versionOf(coding) === undefined ? undefined : { element: 'version', params: { reason: 'present' } },
};

/** True where the codings of one document name more than one edition (the second half of SCT-014). */
export function mixesEditions(codings: Iterable<Node>): boolean {
  const modules = new Set<string>();
  for (const coding of codings) {
    const module = editionModule(versionOf(coding) ?? '');
    if (module !== undefined) modules.add(module);
  }
  return modules.size > 1;
}

export const VERSION_CHECKS: readonly SnomedCheck[] = [form, presence];
