import type { Issue } from '../../model/index.js';
import { unreadableDocument, type FhirDocument, type XmlTypes } from '../document.js';
import { createLineTable } from '../lines.js';
import { parsePath, propertyFor, type PathStep } from '../paths.js';
import { parseElements, type XmlElement } from './elements.js';
import type { XmlFault } from './fault.js';
import { FHIR, XmlTreeBuilder } from './tree.js';

/** Reads a FHIR XML text into the tree of FHIR JSON. */
export function readXml(text: string, types: XmlTypes): FhirDocument {
  const parsed = parseElements(text);
  if ('code' in parsed) return faulty(text, parsed);
  const { root } = parsed;
  if (root.uri !== FHIR && !types.isResource(root.name)) {
    const expected = `a FHIR resource in the namespace ${FHIR}`;
    return faulty(text, { code: 'xml-namespace', offset: root.start, expected, found: 'another document' });
  }
  const lines = createLineTable(text);
  const builder = new XmlTreeBuilder(text, types, lines, root.uri);
  const name = /^[A-Za-z]{1,64}$/.test(root.name) ? root.name : '$this';
  if (parsed.encoding !== undefined && !/^utf-?8$/i.test(parsed.encoding)) builder.report('xml-encoding', name, 0);
  for (const offset of parsed.instructions) builder.report('xml-instruction', name, offset);
  if (root.uri !== FHIR) builder.report('xml-namespace', name, root.start, { element: name });
  const resource = builder.resource(root, name);
  const find = createFinder(root);
  return {
    format: 'xml',
    resource,
    issues: builder.found.all(name),
    locate: (expression) => lines.position(find(expression).element.start),
    numberText(expression) {
      const { element, exact } = find(expression);
      return exact ? builder.numbers.get(element) : undefined;
    },
    oddNumbers: false,
    escapes: false,
  };
}

function faulty(text: string, fault: XmlFault): FhirDocument {
  const position = createLineTable(text).position(fault.offset);
  const params = { expected: fault.expected, found: fault.found };
  const issue: Issue = { code: fault.code, severity: 'fatal', params, at: { expression: '', ...position } };
  return unreadableDocument('xml', issue, position);
}

type Finder = (expression: string) => { readonly element: XmlElement; readonly exact: boolean };

/** Finds elements by the path they have in the JSON tree; the children of each element passed are sorted by name once. */
function createFinder(root: XmlElement): Finder {
  const sorted = new Map<XmlElement, ReadonlyMap<string, readonly XmlElement[]>>();
  const childrenOf = (element: XmlElement): ReadonlyMap<string, readonly XmlElement[]> => {
    let byName = sorted.get(element);
    if (byName === undefined) sorted.set(element, (byName = sortByName(element.children)));
    return byName;
  };
  const child = (element: XmlElement, step: PathStep): XmlElement | undefined => {
    const holder = wrappedIn(element) ?? element;
    const byName = childrenOf(holder);
    const name = propertyFor(
      step,
      (known) => byName.has(known),
      () => byName.keys(),
    );
    const found = name === undefined ? undefined : byName.get(name);
    return found?.[step.index ?? 0];
  };
  return (expression) => {
    let element = root;
    for (const step of parsePath(expression).steps) {
      const next = child(element, step);
      if (next === undefined) return { element, exact: false };
      element = next;
    }
    return { element, exact: true };
  };
}

/** The resource inside `contained` or `resource`: it has no step of its own in a path. */
function wrappedIn(element: XmlElement): XmlElement | undefined {
  const [first] = element.children;
  return first !== undefined && /^[A-Z]/.test(first.name) ? first : undefined;
}

function sortByName(elements: readonly XmlElement[]): ReadonlyMap<string, readonly XmlElement[]> {
  const byName = new Map<string, XmlElement[]>();
  for (const element of elements) {
    const same = byName.get(element.name);
    if (same === undefined) byName.set(element.name, [element]);
    else same.push(element);
  }
  return byName;
}
