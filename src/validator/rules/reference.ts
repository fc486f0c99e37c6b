import type { Definitions } from '../../definitions/definitions.js';
import type { Issue, Params, Severity } from '../../model/index.js';
import type { ValidatorOptions } from '../api.js';
import { maskOf } from '../shape.js';
import { relative } from './bundle-links.js';
import { isTree, text, type Tree } from './tree.js';
import { ABSOLUTE, EXAMPLE } from '../urls.js';

/** Where a Reference stands: the run of the validator fits. */
export interface ReferenceSite {
  readonly root: Tree;
  /** The resource that holds it. */
  readonly resource: Tree;
  path(): string;
  resolve(reference: string): unknown;
  isInDocument(reference: string): boolean;
  report(code: string, severity: Severity, params: Params, more?: Partial<Pick<Issue, 'rule' | 'profile'>>): void;
  reportAt(
    expression: string,
    code: string,
    severity: Severity,
    params: Params,
    more?: Partial<Pick<Issue, 'rule'>>,
  ): void;
}

const TYPES = 'http://hl7.org/fhir/resource-types';
const FRAGMENT = /^#[A-Za-z0-9\-.]{0,64}$/;
/** Conditional references stand in transactions (R4 http.html#transaction). */
export const CONDITIONAL = /^[A-Z][A-Za-z]+\?/;
/** What follows: parameters with values (R4 search.html). */
const QUERY = /^[A-Za-z]+\?[A-Za-z_][^=&]*=[^&]*(?:&[A-Za-z_][^=&]*=[^&]*)*$/;
const TYPED = /(?:^|\/)([A-Z][A-Za-z]+)\/[A-Za-z0-9\-.]{1,64}(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/;

/**
 * What a Reference says of itself, asked at every Reference node (R4 references.html): the form of its literal, agreement of
 * `type` with the literal and the target, something to know the target by, and, where the options ask, that the target exists.
 * Target types, target profiles and aggregation are the profile's matter; `#id` that is not contained is ref-1.
 */
export function checkReference(
  node: Tree,
  site: ReferenceSite,
  definitions: Definitions,
  options: ValidatorOptions,
): void {
  checkTypeName(node, site, definitions);
  const literal = text(node['reference']);
  if (literal === undefined) {
    if (
      node['identifier'] === undefined &&
      node['display'] === undefined &&
      node['extension'] === undefined &&
      node['_reference'] === undefined
    ) {
      site.report('reference-unknown', 'warning', {});
    }
    return;
  }
  checkSyntax(literal, site, definitions);
  checkType(node, literal, site, definitions, options);
  if (options.externalReferences === 'exists-and-type' || options.externalReferences === 'valid')
    checkExists(literal, site, definitions, options);
}

/** Whether what a literal led to is judged: it is in the document, or the options ask about what is not. */
export function isJudged(
  literal: string,
  site: Pick<ReferenceSite, 'isInDocument'>,
  { resolve, externalReferences = 'ignore' }: ValidatorOptions,
): boolean {
  return resolve === undefined || externalReferences !== 'ignore' || site.isInDocument(literal);
}

/** A `type` that is no URL is the name of a resource type (R4 references-definitions.html#Reference.type). */
function checkTypeName(node: Tree, site: ReferenceSite, definitions: Definitions): void {
  const said = text(node['type']);
  if (said === undefined || said === '' || definitions.isResource(said) || ABSOLUTE.test(said)) return;
  // One word is the name of something; more may be anything.
  const code = /^[A-Za-z]{1,40}$/.test(said) ? said : maskOf(said);
  site.reportAt(`${site.path()}.type`, 'code-unknown', 'error', { system: TYPES, code }, { rule: TYPES });
}

/** As many steps as `[type]/[id]` has, with or without `_history/[version]`; what has not is a matter of the Bundle around it. */
export function hasRelativeForm(reference: string): boolean {
  const steps = reference.replace(/\/+$/, '').split('/').length;
  return steps === 2 || steps === 4;
}

function isUncontained(site: ReferenceSite): boolean {
  const holder = site.resolve('#');
  return holder === undefined || holder === site.resource;
}

function checkSyntax(literal: string, site: ReferenceSite, definitions: Definitions): void {
  if (/\s/.test(literal)) {
    site.report('reference-syntax', 'error', {});
    return;
  }
  if (ABSOLUTE.test(literal)) return;
  if (literal.startsWith('#')) {
    if (!FRAGMENT.test(literal)) site.report('reference-syntax', 'warning', {});
    // `#` is what contains the resource (R4 references.html#contained); here nothing does
    else if (literal === '#' && isUncontained(site)) site.report('reference-not-found', 'error', {});
    return;
  }
  if (CONDITIONAL.test(literal) && !QUERY.test(literal)) {
    site.report('reference-syntax', 'error', {});
    return;
  }
  const inBundle = site.root['resourceType'] === 'Bundle';
  if (inBundle && (CONDITIONAL.test(literal) || !hasRelativeForm(literal))) return;
  const type = relative(literal.split('#', 1)[0] ?? literal)?.type;
  if (type === undefined || !definitions.isResource(type)) site.report('reference-syntax', 'warning', {});
}

/** `type` is the bare name of a resource type: whole URLs are for logical models (R4 references-definitions.html#Reference.type). */
function checkType(
  node: Tree,
  literal: string,
  site: ReferenceSite,
  definitions: Definitions,
  options: ValidatorOptions,
): void {
  const type = text(node['type']);
  if (type === undefined) return;
  const target = isJudged(literal, site, options) ? site.resolve(literal) : undefined;
  const resolved = isTree(target) ? text(target['resourceType']) : undefined;
  const named = TYPED.exec(literal)?.[1];
  const found = resolved ?? (named !== undefined && definitions.isResource(named) ? named : undefined);
  if (found !== undefined && found !== type) site.report('reference-type', 'error', { type, found });
}

function checkExists(literal: string, site: ReferenceSite, definitions: Definitions, options: ValidatorOptions): void {
  if (literal.startsWith('#') || site.isInDocument(literal)) return;
  if (options.examples !== false && EXAMPLE.test(literal)) return;
  const type = relative(literal)?.type;
  if (options.assumeValidRestReferences === true && type !== undefined && definitions.isResource(type)) return;
  if (site.resolve(literal) === undefined) site.report('reference-not-found', 'error', {});
}
