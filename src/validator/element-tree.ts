import type { ElementDefinition, StructureDefinition } from 'fhir/r4.js';

/** One element of a snapshot with its children and, where it is sliced, its slices. */
export interface ElementNode {
  readonly def: ElementDefinition;
  /** Last step of the path without `[x]`. */
  readonly name: string;
  /** True for `value[x]`. */
  readonly choice: boolean;
  readonly slice?: string;
  readonly children: ElementNode[];
  readonly slices: ElementNode[];
}

function nodeOf(def: ElementDefinition): ElementNode {
  const last = def.path.slice(def.path.lastIndexOf('.') + 1);
  const choice = last.endsWith('[x]');
  return {
    def,
    name: choice ? last.slice(0, -3) : last,
    choice,
    ...(def.sliceName === undefined ? {} : { slice: def.sliceName }),
    children: [],
    slices: [],
  };
}

/** A slice stands with the element it slices; a slice of a slice (`a/b`) with its parent slice. */
function placeSlice(node: ElementNode, siblings: readonly ElementNode[]): boolean {
  const plain = siblings.findLast((sibling) => sibling.name === node.name);
  if (plain === undefined) return false;
  let home = plain;
  let name = node.slice ?? '';
  for (let cut = name.indexOf('/'); cut > 0; cut = name.indexOf('/', cut + 1)) {
    const prefix = (node.slice ?? '').slice(0, cut);
    const parent = home.slices.find((slice) => slice.slice === prefix);
    if (parent === undefined) break;
    home = parent;
    name = prefix;
  }
  home.slices.push(node);
  return true;
}

/** The elements of a snapshot as a tree; undefined without a usable snapshot. */
export function elementTree(definition: StructureDefinition): ElementNode | undefined {
  const elements = definition.snapshot?.element;
  const first = elements?.[0];
  if (elements === undefined || first === undefined) return undefined;
  const root = nodeOf(first);
  const stack: ElementNode[] = [root];
  for (let i = 1; i < elements.length; i++) {
    const def = elements[i];
    if (def === undefined || typeof def.path !== 'string') continue;
    const depth = def.path.split('.').length - 1;
    const parent = stack[depth - 1];
    if (parent === undefined) continue;
    const node = nodeOf(def);
    if (node.slice === undefined || !placeSlice(node, parent.children)) parent.children.push(node);
    stack.length = depth;
    stack[depth] = node;
  }
  return root;
}

/** FHIR type behind a type code: `http://hl7.org/fhirpath/System.String` carries it in an extension. */
export function typeCodes(def: ElementDefinition): string[] {
  return (def.type ?? []).map((type) => {
    if (!type.code.startsWith('http://hl7.org/fhirpath/')) return type.code;
    const named = type.extension?.find((e) => e.url.endsWith('/structuredefinition-fhir-type'));
    return named?.valueUrl ?? named?.valueUri ?? 'string';
  });
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
