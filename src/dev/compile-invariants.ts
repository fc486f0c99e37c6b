import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StructureDefinition } from 'fhir/r4.js';
import { openDefinitions, type Definitions } from '../definitions/index.js';
import { Lowering } from '../validator/invariant/lower.js';
import { nativeExpressions } from '../validator/invariant/natives.js';
import { QUIRKS } from '../validator/invariant/quirks.js';
import { shapesOf, type Shapes } from '../validator/invariant/shapes.js';
import { sourceAlgebra } from '../validator/invariant/source.js';
import { parseExpression, UnsupportedExpression, type Expression } from '../validator/invariant/syntax.js';

/** Compiles every invariant of R4 and UK Core to JavaScript: `invariants.cjs` in `outDir`. The packs must have been written. */
export function compileInvariants(outDir: string): void {
  const core = openDefinitions({ ukCore: 'none' });
  const wanted = new Map<string, Set<string>>();
  for (const ukCore of ['none', '2.0.2', 'stu3-preview'] as const) {
    const definitions = ukCore === 'none' ? core : openDefinitions({ ukCore });
    for (const canonical of definitions.canonicals('StructureDefinition')) collect(definitions, canonical, wanted);
  }
  const text = moduleText(
    shapesOf((type) => core.base(type)),
    wanted,
  );
  mkdirSync(outDir, { recursive: true });
  writeFileSync(join(outDir, 'invariants.cjs'), text);
}

/** Adds each expression of a definition to those asked of the types its element can have. */
function collect(definitions: Definitions, canonical: string, wanted: Map<string, Set<string>>): void {
  const definition = definitions.structure(canonical);
  for (const element of definition?.snapshot?.element ?? []) {
    for (const { expression } of element.constraint ?? []) {
      if (expression === undefined || nativeExpressions.includes(expression)) continue;
      for (const type of nodeTypes(definition, element.path, element.type ?? [])) {
        let expressions = wanted.get(type);
        if (expressions === undefined) wanted.set(type, (expressions = new Set<string>()));
        expressions.add(expression);
      }
    }
  }
}

function nodeTypes(
  definition: StructureDefinition | undefined,
  path: string,
  types: readonly { readonly code: string }[],
): readonly string[] {
  if (!path.includes('.')) return [definition?.type ?? path];
  const codes = types.map(({ code }) => code.replace('http://hl7.org/fhirpath/System.String', 'string'));
  return codes.map((code) => (code === 'BackboneElement' || code === 'Element' ? path : code));
}

function moduleText(shapes: Shapes, wanted: ReadonlyMap<string, ReadonlySet<string>>): string {
  const algebra = sourceAlgebra();
  const parsed = new Map<string, Expression>();
  const functions = new Map<string, string>();
  const rows: string[] = [];
  for (const [type, expressions] of [...wanted].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const cells: string[] = [];
    for (const expression of expressions) {
      const quirk = Object.hasOwn(QUIRKS, expression) ? QUIRKS[expression] : undefined;
      const tree = parsed.get(expression) ?? parseExpression(quirk?.instead ?? expression);
      parsed.set(expression, tree);
      const code = compile(algebra, shapes, type, tree, quirk?.emptyIsMet === true);
      if (code === undefined) continue;
      const name = functions.get(code) ?? `f${functions.size}`;
      functions.set(code, name);
      cells.push(`    ${JSON.stringify(expression)}: ${name},`);
    }
    rows.push(`  ${JSON.stringify(type)}: {\n${cells.join('\n')}\n  },`);
  }
  const bodies = [...functions].map(([code, name]) => `const ${name} = ${code};`);
  return [
    '"use strict";',
    'module.exports = (o) => {',
    ...algebra.declarations,
    ...bodies,
    'return {',
    ...rows,
    '};',
    '};',
    '',
  ].join('\n');
}

function compile(
  algebra: ReturnType<typeof sourceAlgebra>,
  shapes: Shapes,
  type: string,
  tree: Expression,
  emptyIsMet: boolean,
): string | undefined {
  try {
    const code = new Lowering(algebra, shapes, type).invariant(tree, emptyIsMet);
    const body = algebra.mayThrow() ? `{ try { return ${code}; } catch { return undefined; } }` : `(${code})`;
    return `(node, context) => ${body}`;
  } catch (error) {
    if (error instanceof UnsupportedExpression) return undefined;
    throw error;
  }
}
