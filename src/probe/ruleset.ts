import { readFileSync } from 'node:fs';
import { EXIT, ReadinessError } from '../model/index.js';
import type { RulesetFact, Strength } from '../model/index.js';

interface RulesetFile {
  readonly id: string;
  readonly expectations: readonly {
    readonly types: readonly string[] | 'setting';
    readonly strength: Strength;
    readonly interactions: readonly string[];
    readonly searchParams: readonly string[];
  }[];
  readonly profiles?: { readonly minimum: number; readonly required: readonly string[] };
  readonly releases?: RulesetFact['releases'];
  readonly dateParameters?: Readonly<Record<string, readonly string[]>>;
}

export interface Ruleset {
  readonly fact: RulesetFact;
  /** Date parameters of a type, the first that a server declares counts. */
  dateParameters(type: string): readonly string[];
}

const readRuleset = (id: string): RulesetFile => {
  if (!/^[a-z][a-z0-9-]*$/.test(id))
    throw new ReadinessError('probe.unknown-ruleset', 'A ruleset name has lower-case letters, digits and hyphens.');
  const file = new URL(`../../profiles/rulesets/${id}.json`, import.meta.url);
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as RulesetFile;
  } catch {
    throw new ReadinessError(
      'probe.unknown-ruleset',
      `There is no ruleset "${id}".`,
      EXIT.usage,
      'Known rulesets: core, ukcore.',
    );
  }
};

/** Expectations of the named rulesets, spelled out for the types of the setting. */
export function loadRuleset(ids: readonly string[], types: readonly string[], pinned: string | undefined): Ruleset {
  const files = ids.map(readRuleset);
  const fact: RulesetFact = {
    ids,
    expectations: files.flatMap((file) =>
      file.expectations.flatMap((one) =>
        (one.types === 'setting' ? types.filter((type) => type !== 'Patient') : one.types).map((type) => ({
          ruleset: file.id,
          type,
          strength: one.strength,
          interactions: one.interactions,
          searchParams: one.searchParams,
        })),
      ),
    ),
    profiles: files.flatMap((file) => (file.profiles === undefined ? [] : [{ ruleset: file.id, ...file.profiles }])),
    releases: files.flatMap((file) => file.releases ?? []),
    ...(pinned === undefined ? {} : { pinned }),
  };
  const dates = new Map(files.flatMap((file) => Object.entries(file.dateParameters ?? {})));
  return { fact, dateParameters: (type) => dates.get(type) ?? [] };
}
