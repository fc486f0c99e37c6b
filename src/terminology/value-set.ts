import type { ValueSet, ValueSetComposeInclude, ValueSetExpansionContains } from 'fhir/r4.js';
import type { Part, SystemSource } from './part.js';
import { IN, OUT, systemPart } from './part.js';
import { objects, strings } from './sound.js';
import type { CodeInSystem, Decidability, MembershipAnswer } from './terminology.js';

/** What a value set needs of the house: code systems, and other value sets by canonical. */
export interface ValueSetSource {
  readonly systems: SystemSource;
  valueSet(canonical: string): Part;
}

/** Not to be decided at all, with what would be needed. */
export function undecided(needs: string): Part {
  const answer: MembershipAnswer = { result: 'unknown', needs };
  return { test: () => answer, decidability: 'no' };
}

/** Keeps the last answer: value sets that import one another along many ways ask the same of each again and again. */
export function askedOnce(part: Part): Part {
  let last:
    { readonly code: string; readonly system: string | undefined; readonly answer: MembershipAnswer } | undefined;
  return {
    ...part,
    test: (code, system) => {
      if (last === undefined || last.code !== code || last.system !== system)
        last = { code, system, answer: part.test(code, system) };
      return last.answer;
    },
  };
}

const weakest = (parts: readonly Part[]): Decidability => {
  if (parts.every(({ decidability }) => decidability === 'full')) return 'full';
  return parts.every(({ decidability }) => decidability === 'no') ? 'no' : 'partial';
};

function listAllOf(parts: readonly Part[]): (() => Iterable<CodeInSystem>) | undefined {
  if (parts.some((part) => part.codes === undefined)) return undefined;
  return function* () {
    for (const part of parts) if (part.codes) yield* part.codes();
  };
}

/** In every one of `parts`. */
function intersection(parts: readonly Part[]): Part {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const lister = parts.find((part) => part.codes !== undefined);
  const test: Part['test'] = (code, system) => {
    let unknown: MembershipAnswer | undefined;
    for (const part of parts) {
      const answer = part.test(code, system);
      if (answer.result === 'out') return OUT;
      if (answer.result === 'unknown') unknown ??= answer;
    }
    return unknown ?? IN;
  };
  const decidability = weakest(parts);
  return {
    test,
    decidability,
    ...(lister?.codes && decidability === 'full' ? { codes: () => filtered(lister, test) } : {}),
  };
}

function* filtered(part: Part, test: Part['test']): Iterable<CodeInSystem> {
  let left = MOST_TRIED;
  for (const each of part.codes?.() ?? []) {
    if (left-- === 0) return;
    if (test(each.code, each.system).result === 'in') yield each;
  }
}

/** Codes tried for a list of examples. */
const MOST_TRIED = 100_000;

/** In at least one of `parts`. */
function union(parts: readonly Part[]): Part {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const codes = listAllOf(parts);
  return {
    test: (code, system) => {
      let unknown: MembershipAnswer | undefined;
      for (const part of parts) {
        const answer = part.test(code, system);
        if (answer.result === 'in') return IN;
        if (answer.result === 'unknown') unknown ??= answer;
      }
      return unknown ?? OUT;
    },
    decidability: weakest(parts),
    ...(codes ? { codes } : {}),
  };
}

function without(included: Part, excluded: Part): Part {
  const test: Part['test'] = (code, system) => {
    const answer = included.test(code, system);
    if (answer.result === 'out') return OUT;
    const other = excluded.test(code, system);
    if (other.result === 'in') return OUT;
    return other.result === 'unknown' ? other : answer;
  };
  const decidability = weakest([included, excluded]);
  return {
    test,
    decidability,
    ...(included.codes && decidability === 'full' ? { codes: () => filtered(included, test) } : {}),
  };
}

function includePart(include: ValueSetComposeInclude, source: ValueSetSource): Part {
  const own = systemPart(include, source.systems);
  const imported = strings(include.valueSet).map((canonical) => source.valueSet(canonical));
  const parts = own === undefined ? imported : [own, ...imported];
  return parts.length === 0 ? undecided('a compose rule that names a system or a value set') : intersection(parts);
}

/** Leaves out codes known to be inactive (`compose.inactive` false). */
function activeOnly(part: Part, systems: SystemSource, urls: readonly string[]): Part {
  const isInactive = (code: string, system: string | undefined): boolean =>
    (system === undefined ? urls : [system]).some((url) => systems(url)?.find(code)?.inactive === true);
  const test: Part['test'] = (code, system) => {
    const answer = part.test(code, system);
    return answer.result !== 'out' && isInactive(code, system) ? OUT : answer;
  };
  return { test, decidability: part.decidability, ...(part.codes ? { codes: () => filtered(part, test) } : {}) };
}

interface Expansion {
  readonly codes: ReadonlyMap<string, ReadonlySet<string>>;
  /** Every code of the value set is there. */
  readonly whole: boolean;
  readonly listed: readonly CodeInSystem[];
}

const MAX_DEPTH = 1000;

function readExpansion(valueSet: ValueSet): Expansion | undefined {
  const { expansion } = valueSet;
  if (expansion?.contains === undefined || objects(expansion.contains).length === 0) return undefined;
  const codes = new Map<string, Set<string>>();
  const listed: CodeInSystem[] = [];
  const walk = (contains: readonly ValueSetExpansionContains[], depth: number): void => {
    if (depth > MAX_DEPTH) return;
    for (const { system, code, abstract, display, contains: inner } of objects(contains)) {
      if (system !== undefined && code !== undefined && abstract !== true) {
        const set = codes.get(system) ?? new Set<string>();
        codes.set(system, set.add(code));
        listed.push({ system, code, ...(display === undefined ? {} : { display }) });
      }
      walk(inner ?? [], depth + 1);
    }
  };
  walk(expansion.contains, 0);
  const open = objects(expansion.extension).some(({ url }) => /valueset-(?:unclosed|toocostly)$/.test(url));
  const paged = expansion.total !== undefined && expansion.total > listed.length;
  return { codes, listed, whole: !open && !paged && (expansion.offset ?? 0) === 0 };
}

const inExpansion = ({ codes }: Expansion, code: string, system: string | undefined): boolean =>
  system === undefined ? [...codes.values()].some((set) => set.has(code)) : (codes.get(system)?.has(code) ?? false);

/** A stored expansion may be stale: a hit settles what the rules cannot decide, a miss settles nothing. */
function withExpansion(part: Part, expansion: Expansion | undefined): Part {
  if (expansion === undefined || part.decidability === 'full') return part;
  return {
    test: (code, system) => {
      const answer = part.test(code, system);
      return answer.result === 'unknown' && inExpansion(expansion, code, system) ? IN : answer;
    },
    decidability: 'partial',
  };
}

function expansionPart(expansion: Expansion): Part {
  if (!expansion.whole) return withExpansion(undecided('the whole expansion'), expansion);
  return {
    test: (code, system) => (inExpansion(expansion, code, system) ? IN : OUT),
    decidability: 'full',
    codes: () => expansion.listed,
  };
}

/** Compiles a value set's rules to a test; nothing is expanded. */
export function compileValueSet(valueSet: ValueSet, source: ValueSetSource): Part {
  const { compose } = valueSet;
  const expansion = readExpansion(valueSet);
  const includes = objects(compose?.include);
  if (compose === undefined || includes.length === 0) {
    return expansion ? expansionPart(expansion) : undecided(`the content of ${valueSet.url ?? 'the value set'}`);
  }
  const included = union(includes.map((include) => includePart(include, source)));
  const excludes = objects(compose.exclude).map((exclude) => includePart(exclude, source));
  const ruled = excludes.length === 0 ? included : without(included, union(excludes));
  const urls = includes.flatMap(({ system }) => system ?? []);
  const part = compose.inactive === false ? activeOnly(ruled, source.systems, urls) : ruled;
  return withExpansion(part, expansion);
}
