import type { Definitions } from '../definitions/definitions.js';
import type { LocalTerminology } from '../terminology/terminology.js';
import type { ValidatorOptions } from './api.js';
import type { InvariantCompiler } from './constraint.js';
import { referencePaths } from './place.js';
import type { ResourceRule, RuleContext } from './rules/rule.js';
import type { Run } from './run.js';
import type { Schemas } from './schemas.js';
import type { Node } from './shape.js';

export interface Parts {
  readonly definitions: Definitions;
  readonly terminology: LocalTerminology;
  readonly invariants: InvariantCompiler;
  /** The rules over a whole resource of a type, with or without narrative. */
  readonly rulesFor: (type: string, hasNarrative: boolean) => readonly ResourceRule[];
}

/** Asks the rules over whole resources. */
export class ResourceRules {
  /** The run whose rules are being asked, and what they are given. */
  #ruled: Run | undefined;
  #context: RuleContext | undefined;

  constructor(
    readonly parts: Parts,
    readonly options: ValidatorOptions,
    readonly schemas: Schemas,
  ) {}

  /** Rules look at what has the right shape; one that cannot go on among errors says nothing. */
  ask(resource: Node, type: string, hasNarrative: boolean, run: Run): void {
    const rules = this.parts.rulesFor(type, hasNarrative);
    if (rules.length === 0) return;
    const at = run.path();
    const context = this.#contextOf(run);
    for (const rule of rules) {
      try {
        rule(resource, at, context);
      } catch {
        if (run.errors > 0) continue;
        const params = { name: rule.name };
        run.reportAt(at, 'rule-not-evaluated', 'information', params, { rule: rule.name, undecided: true });
      }
    }
  }

  /** Lets go of the document that was judged last. */
  forget(): void {
    this.#ruled = undefined;
  }

  /** What rules are given: made once, it follows the run. */
  #contextOf(run: Run): RuleContext {
    this.#ruled = run;
    this.#context ??= this.#newContext(run);
    return this.#context;
  }

  #newContext(first: Run): RuleContext {
    const current = (): Run => this.#ruled ?? first;
    return {
      definitions: this.parts.definitions,
      terminology: this.parts.terminology,
      options: this.options,
      get root() {
        return current().root;
      },
      resolve: (reference, from) => current().scope.resolve(reference, from),
      fragments: () => current().scope.fragments(),
      bundleIndex: (bundle) => current().scope.bundleIndex(bundle),
      referencePaths: (resource) => referencePaths(resource, this.schemas),
      narrativeLinks: () => current().references?.narrativeLinks ?? [],
      referencesIn: (entry) => current().references?.of(entry) ?? [],
      report: (code, severity, expression, params = {}, more = {}) => {
        current().reportAt(expression, code, severity, params, more);
      },
    };
  }
}
