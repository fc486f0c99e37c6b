import { createXmlTypes } from '../definitions/xml-types.js';
import { readDocument, type FhirDocument, type XmlTypes } from '../fhir/index.js';
import { EXIT, ReadinessError, type Issue, type ValidationResult } from '../model/index.js';
import type { ValidateOptions, Validator, ValidatorOptions } from './api.js';
import { applyProfile, checkItem } from './apply-profile.js';
import { Applicable } from './applicable.js';
import { checkContainedUse } from './contained.js';
import { dataTypeRules } from './data-types.js';
import { DocumentScope } from './document-scope.js';
import { EntryReferences, noteReferences } from './entry-references.js';
import { Extensions } from './extension.js';
import { forFirstEntry, type ForFirst } from './first-entry.js';
import type { Profile } from './profile.js';
import { checkLabels } from './meta.js';
import { ResourceRules, type Parts } from './resource-rules.js';
import { MAX_DEPTH, newWay, Run, type Scope, type Way } from './run.js';
import { Schemas } from './schemas.js';
import { isNode, type Node } from './shape.js';
import { editDistance } from './nearest.js';
import { finish, notAResource, resourceTypeFault } from './result.js';
import { Structure } from './structure.js';
import { textPolicy } from './text-policy.js';
import type { Prop, TypeSchema } from './type-schema.js';

const NOTHING: readonly string[] = [];
const NO_OPTIONS: ValidateOptions = {};
const NO_ISSUES: readonly Issue[] = [];

/** Judges resources by base R4, the profiles that apply, and the rules over whole resources. */
export class ResourceValidator implements Validator {
  readonly #schemas: Schemas;
  readonly #structure: Structure;
  readonly #applicable: Applicable;
  /** Of the document being judged, for invariants that ask of conformance. */
  #current: Scope | undefined;
  readonly #rules: ResourceRules;
  /** Profiles asked for that are for the first entry of the Bundle being judged. */
  #handed: ForFirst | undefined;
  /** Undefined while a document is being judged: a resolver may come back with another one. */
  #way: Way | undefined = newWay();
  #xmlTypes: XmlTypes | undefined;

  constructor(
    readonly parts: Parts,
    readonly options: ValidatorOptions,
  ) {
    const { definitions, terminology, invariants } = parts;
    this.#schemas = new Schemas(definitions, terminology, options, invariants, (schema) => ruleOf(schema));
    const ruleOf = dataTypeRules(this.#schemas, new Extensions(this.#schemas));
    this.#structure = new Structure(
      this.#schemas,
      (resource, prop, run) => {
        this.#nested(resource, prop, run);
      },
      textPolicy(options),
    );
    this.#applicable = new Applicable(this.#schemas, options);
    this.#rules = new ResourceRules(parts, options, this.#schemas);
  }

  validate(resource: unknown, options: ValidateOptions = NO_OPTIONS): ValidationResult {
    if (typeof resource === 'string') {
      this.#xmlTypes ??= createXmlTypes(this.parts.definitions);
      const document = readDocument(resource, {
        ...(options.format === undefined ? {} : { format: options.format }),
        types: this.#xmlTypes,
        allowComments: this.options.allowJsonComments === true,
      });
      return this.validateDocument(document, options);
    }
    return finish(this.#judge(resource, 'json', options), undefined, NO_ISSUES);
  }

  validateDocument(document: FhirDocument, options: ValidateOptions = {}): ValidationResult {
    const unreadable = document.resource === undefined && document.issues.length > 0;
    const issues = unreadable ? [] : this.#judge(document.resource, document.format, options, document);
    return finish(issues, document, document.issues);
  }

  /** Whether a node meets a profile; undefined where the profile is not held. */
  conformsTo(node: unknown, canonical: string): boolean | undefined {
    const profile = this.#schemas.profile(canonical);
    if (profile === undefined) return undefined;
    if (!isNode(node)) return false;
    const scope = this.#current ?? this.#scope(node);
    return scope.conforms(node, undefined, profile, false, new Run(node, profile.type, scope));
  }

  #judge(
    resource: unknown,
    format: 'json' | 'xml',
    { profiles = NOTHING }: ValidateOptions,
    document?: FhirDocument,
  ): readonly Issue[] {
    for (const url of profiles) this.#demand(url);
    const type = isNode(resource) ? resource['resourceType'] : undefined;
    const schema = typeof type === 'string' ? this.#schemas.resource(type) : undefined;
    if (!isNode(resource) || schema === undefined) return [notAResource(resource, type)];
    const [outer, handed] = [this.#current, this.#handed];
    this.#current = this.#scope(resource);
    const way = this.#way ?? newWay();
    this.#way = undefined;
    const run = new Run(resource, schema.name, this.#current, way);
    run.format = format;
    run.source = document;
    run.escapes = document?.escapes === true;
    const first =
      schema.name === 'Bundle'
        ? forFirstEntry(resource, profiles, (url) => this.#schemas.profile(url)?.type)
        : undefined;
    this.#handed = first;
    try {
      const own = first === undefined ? profiles : profiles.filter((url) => !first.profiles.includes(url));
      this.#resource(resource, schema, own, undefined, run);
    } catch (error) {
      if (error instanceof ReadinessError) throw error;
      run.reportAt(schema.name, 'not-completed', 'information', {}, { undecided: true });
    } finally {
      this.#current = outer;
      this.#handed = handed;
      this.#rules.forget();
      this.#way = way;
    }
    return run.found.all(schema.name);
  }

  #demand(url: string): void {
    if (this.#schemas.profile(url) !== undefined) return;
    const known = this.parts.definitions.canonicals('StructureDefinition');
    const near = [...known].sort((a, b) => distance(a, url) - distance(b, url)).slice(0, 3);
    throw new ReadinessError(
      'validator.unknown-profile',
      `No profile with the canonical ${url} is held`,
      EXIT.usage,
      `Did you mean ${near.join(' or ')}? A package that carries it can be added with --package.`,
    );
  }

  #scope(root: Node): Scope {
    return new DocumentScope(root, this.options.resolve, this.#conforms);
  }

  readonly #conforms = (
    node: unknown,
    sibling: Node | undefined,
    profile: Profile,
    judged: boolean,
    run: Run,
  ): boolean => {
    const own = isNode(node) && typeof node['resourceType'] === 'string' ? node['resourceType'] : undefined;
    if (own !== undefined && ![own, 'Resource', 'DomainResource'].includes(profile.type)) return false;
    const isResource = isNode(node) && own !== undefined;
    const quiet = new Run(isNode(node) ? node : run.root, own ?? profile.type, run.scope);
    quiet.resource = isResource ? node : run.resource;
    quiet.rootResource = isResource ? node : run.rootResource;
    if (isResource && !judged) this.#structure.walk(this.#schemas.type(own), node, undefined, quiet);
    checkItem(profile.root, node, sibling, own ?? profile.type, this.#schemas, quiet);
    return quiet.errors === 0;
  };

  #resource(resource: Node, schema: TypeSchema, asked: readonly string[], prop: Prop | undefined, run: Run): void {
    const { name: type } = schema;
    const { elementIds, since, references, meta, text, contained } = run;
    run.elementIds = undefined;
    run.meta = run.text = run.contained = undefined;
    if (type === 'Bundle') run.references = new EntryReferences(run.depth);
    run.since = run.found.listed.length;
    this.#structure.walk(schema, resource, undefined, run);
    const { experimentalContent = 'ignore' } = this.options;
    if (experimentalContent !== 'ignore' && resource['experimental'] === true) {
      run.report('experimental-content', experimentalContent, { type });
    }
    if (!run.endless) this.#judgeWhole(resource, type, asked, prop, run);
    run.elementIds = elementIds;
    run.since = since;
    run.references = references;
    run.meta = meta;
    run.text = text;
    run.contained = contained;
  }

  /** What is asked of a resource whose structure has been walked. */
  #judgeWhole(resource: Node, type: string, asked: readonly string[], prop: Prop | undefined, run: Run): void {
    const contained = prop?.name === 'contained';
    const { text } = run;
    if (this.options.contained !== 'ignore') checkContainedUse(resource, run.contained, run);
    checkLabels(run.meta, run);
    for (const { profile, advisory } of this.#applicable.choose(
      resource,
      type,
      asked,
      prop === undefined,
      contained,
      run,
    )) {
      run.cap = advisory ? 'warning' : undefined;
      const errors = run.errors;
      applyProfile(profile, resource, type, this.#schemas, run);
      if (run.errors === errors && !advisory) run.scope.note(resource, profile);
    }
    run.cap = undefined;
    this.#rules.ask(resource, type, text !== undefined, run);
  }

  #nested(resource: Node, prop: Prop, run: Run): void {
    const contained = prop.name === 'contained';
    if (contained && this.options.contained === 'ignore') {
      if (run.references !== undefined) noteReferences(resource, run.references, run);
      return;
    }
    const type = resource['resourceType'];
    const schema = typeof type === 'string' ? this.#schemas.resource(type) : undefined;
    if (schema === undefined) {
      run.report(...resourceTypeFault(type));
      return;
    }
    if (run.depth > MAX_DEPTH || run.nodes.indexOf(resource) < run.depth) {
      this.#structure.tooDeep(run);
      return;
    }
    const { resource: outer, rootResource, resourceDepth } = run;
    run.atResource(run.depth);
    run.resource = resource;
    if (!contained) run.rootResource = resource;
    const asked = this.#handed?.to === resource ? this.#handed.profiles : NOTHING;
    this.#resource(resource, schema, asked, prop, run);
    run.resource = outer;
    run.rootResource = rootResource;
    run.atResource(resourceDepth);
  }
}

const distance = (canonical: string, wanted: string): number => {
  const name = (url: string): string => url.slice(url.lastIndexOf('/') + 1).toLowerCase();
  return editDistance(name(canonical), name(wanted)) + (canonical.slice(0, 12) === wanted.slice(0, 12) ? 0 : 2);
};
