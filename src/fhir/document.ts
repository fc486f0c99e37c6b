import type { Issue } from '../model/index.js';

/** A resource read from JSON or XML, as the plain FHIR JSON tree, with what only its source text shows. */
export interface FhirDocument {
  readonly format: 'json' | 'xml';
  /** Undefined when the text cannot be read at all: then `issues` holds one fatal issue with line and column. */
  readonly resource: unknown;
  /** Syntax issues: duplicate keys, nulls, namespaces, element order … */
  readonly issues: readonly Issue[];
  /** The place of an element in the source text, by FHIRPath with indexes; the nearest ancestor's where the element itself is absent. */
  locate(expression: string): { readonly line: number; readonly column: number } | undefined;
  /** A number exactly as written (`1.10`), by FHIRPath with indexes; undefined where the element is no number. */
  numberText(expression: string): string | undefined;
  /** True where the text may write whole numbers with a zero fraction or an exponent, which the tree does not show. */
  readonly oddNumbers: boolean;
  /** True where the text may write control characters by escapes. */
  readonly escapes: boolean;
}

/** A text that cannot be read, with what is wrong and where. */
export function unreadableDocument(
  format: FhirDocument['format'],
  issue: Issue,
  place: { readonly line: number; readonly column: number },
): FhirDocument {
  return {
    format,
    resource: undefined,
    issues: [issue],
    locate: () => place,
    numberText: () => undefined,
    oddNumbers: false,
    escapes: false,
  };
}

/** What an XML reader must know of the definitions to build the JSON tree. */
export interface XmlTypes {
  /**
   * The child element `name` of `path` (`Patient.contact`, `HumanName`; content references and choice types resolved):
   * its type, whether it repeats, and whether it is an XML attribute. Undefined for an unknown element.
   */
  child(
    parentType: string,
    name: string,
  ):
    { readonly type: string; readonly array: boolean; readonly attribute: boolean; readonly order: number } | undefined;
  /** JSON representation of a primitive type; undefined for complex types. */
  primitive(type: string): 'string' | 'number' | 'boolean' | 'xhtml' | undefined;
  isResource(type: string): boolean;
}
