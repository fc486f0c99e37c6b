import type { Definitions, LoadedPackage, UkCoreVersion } from '../definitions/definitions.js';
import type { FhirDocument } from '../fhir/document.js';
import type { ValidationResult } from '../model/index.js';

export interface ValidatorOptions {
  readonly ukCore?: UkCoreVersion;
  readonly packages?: readonly LoadedPackage[];
  /** Takes the place of `ukCore` and `packages`. */
  readonly definitions?: Definitions;
  /** Extensions whose definition is not held. Default `warning`. */
  readonly unknownExtensions?: 'error' | 'warning' | 'ignore';
  /** URL prefixes under which unknown extensions are never reported. */
  readonly allowedExtensionDomains?: readonly string[];
  /** Accept example.org and acme.com URLs (default true). */
  readonly examples?: boolean;
  /** UK Core profile by type where neither `profiles` nor `meta.profile` says: Bundle entries too, the root only, or never. Default `all`. */
  readonly defaultProfiles?: 'all' | 'root' | 'none';
  /** Best-practice constraints (e.g. dom-6). Default `ignore`. */
  readonly bestPractice?: 'ignore' | 'warning' | 'error';
  readonly contained?: 'validate' | 'ignore';
  /** Looks up a resource by a reference that leaves the document. */
  readonly resolve?: (reference: string) => unknown;
  /** What references that leave the document must meet; default `ignore`. */
  readonly externalReferences?: 'ignore' | 'exists-and-type' | 'valid';
  readonly assumeValidRestReferences?: boolean;
  readonly aggregationOutsideBundles?: boolean;
  /** HTML-like content in strings is an error. */
  readonly securityChecks?: boolean;
  readonly htmlInMarkdown?: 'ignore' | 'error';
  readonly allowJsonComments?: boolean;
  readonly displayLanguages?: readonly string[];
  readonly experimentalContent?: 'ignore' | 'warning' | 'error';
  /** NHS Number, ODS and SCTID rules of the UK beside the profiles. Default true. */
  readonly ukRules?: boolean;
}

export interface ValidateOptions {
  /** Canonicals to judge the root against, beside what it declares. An unknown one throws ReadinessError (exit 2). */
  readonly profiles?: readonly string[];
  /** For text input; guessed from its first character otherwise. */
  readonly format?: 'json' | 'xml';
}

export interface Validator {
  /** A resource as a parsed object, or JSON or XML text. Never throws on bad content. */
  validate(resource: unknown, options?: ValidateOptions): ValidationResult;
  /** The same for a document already read. */
  validateDocument(document: FhirDocument, options?: ValidateOptions): ValidationResult;
}
