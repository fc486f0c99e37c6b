import { IssueList, type Issue, type Params } from '../../model/index.js';
import type { XmlTypes } from '../document.js';
import type { LineTable } from '../lines.js';
import type { XmlElement } from './elements.js';
import { isXhtml, xhtmlSource } from './xhtml.js';

export const FHIR = 'http://hl7.org/fhir';
const NUMBER = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;
const INTEGER = /^(?:0|[-+]?[1-9]\d*)$/;

type Json = Record<string, unknown>;

/** What the children of one element come to, before it is known which properties repeat. */
interface Property {
  array: boolean;
  primitive: boolean;
  readonly values: unknown[];
  readonly extras: unknown[];
}

/** A child as its definition sees it. */
type Child = NonNullable<ReturnType<XmlTypes['child']>>;

/** Turns FHIR XML into the tree of FHIR JSON (R4 xml.html and json.html), noting what is wrong on the way. */
export class XmlTreeBuilder {
  readonly found = new IssueList();
  /** Elements that hold a number, with the number as written. */
  readonly numbers = new Map<XmlElement, string>();

  constructor(
    private readonly text: string,
    private readonly types: XmlTypes,
    private readonly lines: LineTable,
    /** The namespace that counts as FHIR's in this document. */
    private readonly namespace: string,
  ) {}

  /** A resource element, at the path of its holder. */
  resource(element: XmlElement, path: string): Json {
    const tree: Json = { resourceType: element.name };
    this.fill(tree, element, element.name, path);
    return tree;
  }

  report(code: string, path: string, offset: number, params: Params = {}, severity: Issue['severity'] = 'error'): void {
    if (!this.found.admits(code, severity, undefined, false)) return;
    this.found.add({ code, severity, params, at: { expression: path, ...this.lines.position(offset) } });
  }

  /** Attributes and children of an element of a complex type (or of a resource) as properties of `tree`. */
  private fill(tree: Json, element: XmlElement, type: string, path: string): void {
    for (const attribute of element.attributes) {
      const known = attribute.uri === '' && this.types.child(type, attribute.name)?.attribute === true;
      if (known) tree[attribute.name] = attribute.value;
      else this.unknownAttribute(attribute.name, path, element);
    }
    this.refuseText(element, path);
    this.fillChildren(tree, element, type, path);
  }

  private fillChildren(tree: Json, element: XmlElement, type: string, path: string): void {
    const properties = new Map<string, Property>();
    let order = -1;
    let previous = '';
    for (const child of element.children) {
      const definition = this.types.child(type, child.name);
      if (!this.accept(child, definition, path)) continue;
      const property = propertyOf(properties, child.name, definition);
      const count = Math.max(property.values.length, property.extras.length);
      const at = property.array || count > 0 ? `${path}.${child.name}[${count}]` : `${path}.${child.name}`;
      if (definition !== undefined) {
        if (definition.order < order) {
          this.report('xml-element-order', at, child.start, { element: child.name, before: previous });
        }
        order = definition.order;
        previous = child.name;
        if (definition.attribute) this.report('xml-attribute-expected', path, child.start, { attribute: child.name });
        if (definition.attribute && this.types.primitive(type) !== undefined) continue;
      }
      this.add(property, child, definition, at);
    }
    for (const [name, property] of properties) settle(tree, name, property);
  }

  /** False where the child has no place in the tree; that is then reported. */
  private accept(child: XmlElement, definition: Child | undefined, path: string): boolean {
    const xhtml = definition !== undefined && this.types.primitive(definition.type) === 'xhtml';
    if (xhtml ? !isXhtml(child) : child.uri !== this.namespace) {
      this.report('xml-namespace', `${path}.${safe(child.name)}`, child.start, { element: safe(child.name) });
      if (!xhtml) return false;
    }
    if (definition === undefined && (safe(child.name) === '?' || child.name === 'resourceType')) {
      this.report('xml-unknown-element', path, child.start, { element: safe(child.name) });
      return false;
    }
    return true;
  }

  private add(property: Property, child: XmlElement, definition: Child | undefined, path: string): void {
    if (definition === undefined) {
      property.values.push(this.unknown(child));
      return;
    }
    const representation = this.types.primitive(definition.type);
    if (representation === 'xhtml') {
      property.values.push(xhtmlSource(child, this.text));
    } else if (representation !== undefined) {
      const { value, extra } = this.primitive(child, definition.type, representation, path);
      property.primitive = true;
      property.values.push(value ?? null);
      property.extras.push(extra ?? null);
    } else if (definition.type === 'Resource') {
      const resource = this.wrapped(child, path);
      if (resource !== undefined) property.values.push(resource);
    } else {
      const tree: Json = {};
      this.fill(tree, child, definition.type, path);
      property.values.push(tree);
    }
  }

  /** A primitive: its value, and its id and extensions where it has any. */
  private primitive(
    element: XmlElement,
    type: string,
    representation: 'string' | 'number' | 'boolean',
    path: string,
  ): { readonly value?: unknown; readonly extra?: Json } {
    const extra: Json = {};
    let text: string | undefined;
    for (const attribute of element.attributes) {
      if (attribute.uri === '' && attribute.name === 'value') text = attribute.value;
      else if (attribute.uri === '' && attribute.name === 'id') extra['id'] = attribute.value;
      else this.unknownAttribute(attribute.name, path, element);
    }
    this.refuseText(element, path);
    this.fillChildren(extra, element, type, path);
    const hasExtra = Object.keys(extra).length > 0;
    if (text === undefined) return { extra };
    const value = this.value(element, text, type, representation);
    return hasExtra ? { value, extra } : { value };
  }

  /** A value in its JSON type; one that is no number or boolean stays text, for the rule on primitives to judge. */
  private value(
    element: XmlElement,
    text: string,
    type: string,
    representation: 'string' | 'number' | 'boolean',
  ): unknown {
    if (representation === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
    if (representation === 'number' && (type === 'decimal' ? NUMBER : INTEGER).test(text)) {
      this.numbers.set(element, text);
      return Number(text);
    }
    return text;
  }

  /** The one resource inside `contained`, `resource` and their like. */
  private wrapped(element: XmlElement, path: string): Json | undefined {
    for (const attribute of element.attributes) this.unknownAttribute(attribute.name, path, element);
    this.refuseText(element, path);
    const [first, second] = element.children;
    if (first === undefined || second !== undefined) {
      this.report('xml-resource-wrapper', path, (second ?? element).start, { count: element.children.length });
    }
    if (first === undefined) return undefined;
    if (first.uri !== this.namespace) this.report('xml-namespace', path, first.start, { element: safe(first.name) });
    return this.resource(first, path);
  }

  /** An element without definition, as JSON would hold it: the rule on unknown properties judges both formats alike. */
  private unknown(element: XmlElement): unknown {
    const tree: Json = {};
    for (const { name, value } of element.attributes) if (safe(name) !== '?') tree[name] = value;
    const properties = new Map<string, Property>();
    for (const child of element.children) {
      if (safe(child.name) === '?') continue;
      propertyOf(properties, child.name, undefined).values.push(this.unknown(child));
    }
    for (const [name, property] of properties) settle(tree, name, property);
    const names = Object.keys(tree);
    return names.length === 1 && names[0] === 'value' ? tree['value'] : tree;
  }

  private unknownAttribute(name: string, path: string, element: XmlElement): void {
    const known = /^[A-Za-z][\w:-]{0,63}$/.test(name) ? name : '?';
    this.report('xml-unknown-attribute', path, element.start, { attribute: known });
  }

  private refuseText(element: XmlElement, path: string): void {
    for (const offset of element.texts) this.report('xml-text', path, offset);
  }
}

/** A name as it may stand in a path, a message and a tree: anything that FHIR could never call an element is not repeated. */
const safe = (name: string): string => (/^[A-Za-z][A-Za-z0-9]{0,63}$/.test(name) ? name : '?');

function propertyOf(properties: Map<string, Property>, name: string, definition: Child | undefined): Property {
  let property = properties.get(name);
  if (property === undefined) {
    property = { array: definition?.array ?? false, primitive: false, values: [], extras: [] };
    properties.set(name, property);
  }
  return property;
}

/** Writes a property and, for primitives with ids or extensions, its `_` sibling with nulls where they do not match up. */
function settle(tree: Json, name: string, property: Property): void {
  const { values, extras } = property;
  const single = !property.array && values.length === 1;
  if (!property.primitive) {
    if (values.length > 0) tree[name] = single ? values[0] : values;
    return;
  }
  if (values.some((value) => value !== null)) tree[name] = single ? values[0] : values;
  if (extras.some((extra) => extra !== null)) tree[`_${name}`] = single ? extras[0] : extras;
}
