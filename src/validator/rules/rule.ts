import type { Definitions } from '../../definitions/definitions.js';
import type { Issue, Params, Severity } from '../../model/index.js';
import type { LocalTerminology } from '../../terminology/terminology.js';
import type { ValidatorOptions } from '../api.js';
import type { NarrativeLink } from '../entry-references.js';
import type { BundleIndex } from './bundle-links.js';

/** What a rule over a whole resource may use. */
export interface RuleContext {
  readonly definitions: Definitions;
  readonly terminology: LocalTerminology;
  readonly options: ValidatorOptions;
  /** The document's root resource. */
  readonly root: Readonly<Record<string, unknown>>;
  /** Resolves a reference from `resource`: contained, Bundle entries by fullUrl, then `options.resolve`. */
  resolve(reference: string, from: Readonly<Record<string, unknown>>): unknown;
  /** What local links may lead to, anywhere in the document. */
  fragments(): ReadonlySet<string>;
  /** Entries of a Bundle of the document, by what they can be referred to by. */
  bundleIndex(bundle: Readonly<Record<string, unknown>>): BundleIndex;
  /** The literal References within an entry's resource that leave it, where the resource being judged is a Bundle. */
  referencesIn(entry: number): readonly Readonly<Record<string, unknown>>[];
  /** Where the entries of the Bundle being judged say which part of a narrative shows their data. */
  narrativeLinks(): readonly NarrativeLink[];
  /** FHIRPath from a resource to each Reference within it. */
  readonly referencePaths: (
    resource: Readonly<Record<string, unknown>>,
  ) => ReadonlyMap<Readonly<Record<string, unknown>>, string>;
  report(code: string, severity: Severity, expression: string, params?: Params, more?: Partial<Issue>): void;
}

/**
 * A rule about a resource as a whole (Bundle, narrative, references, Questionnaire …): runs once for every resource in a document,
 * entries and contained ones included, whatever the shape of what it holds. `at` is the FHIRPath of the resource.
 */
export type ResourceRule = (resource: Readonly<Record<string, unknown>>, at: string, context: RuleContext) => void;
