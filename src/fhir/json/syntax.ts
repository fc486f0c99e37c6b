import { IssueList, type Issue } from '../../model/index.js';
import type { LineTable } from '../lines.js';
import { keyText } from './places.js';
import type { JsonTokens } from './tokens.js';

const OPEN_OBJECT = 123;
const OPEN_ARRAY = 91;

/** What only the text shows of a JSON document that can be read: properties given twice, and comments. */
export function textIssues(
  text: string,
  tokens: JsonTokens,
  root: string,
  lines: LineTable,
  comments: boolean,
): readonly Issue[] {
  const issues = new IssueList();
  const path: (string | number)[] = [];
  const pending = comments ? tokens.comments : [];
  let comment = 0;
  const start = (token: number): number => tokens.start[token] ?? 0;
  const report = (code: string, offset: number, params: Issue['params']): void => {
    if (!issues.admits(code, 'error', undefined, false)) return;
    issues.add({
      code,
      severity: 'error',
      params,
      at: { expression: expressionOf(root, path), ...lines.position(offset) },
    });
  };
  const reportComments = (token: number): void => {
    for (let next = pending[comment]; next !== undefined && next.token <= token; next = pending[++comment]) {
      report('json-comment', next.start, {});
    }
  };

  const visitObject = (token: number): void => {
    const seen = new Set<string>();
    const end = tokens.next[token] ?? 0;
    for (let key = token + 1; key < end; key = tokens.next[key + 1] ?? end) {
      const name = keyText(text, start(key));
      if (seen.has(name)) report('json-duplicate-property', start(key), { property: safeName(name) });
      seen.add(name);
      path.push(safeName(name));
      reportComments(key);
      visit(key + 1);
      path.pop();
    }
  };
  const visitArray = (token: number): void => {
    const end = tokens.next[token] ?? 0;
    let index = 0;
    for (let item = token + 1; item < end; item = tokens.next[item] ?? end) {
      path.push(index++);
      visit(item);
      path.pop();
    }
  };
  const visit = (token: number): void => {
    reportComments(token);
    const char = text.charCodeAt(start(token));
    if (char === OPEN_OBJECT) visitObject(token);
    else if (char === OPEN_ARRAY) visitArray(token);
  };
  visit(0);
  reportComments(tokens.count);
  return issues.all(root);
}

/** A property name as it may stand in a message or path: FHIR's own names; anything else is not repeated. */
function safeName(name: string): string {
  return /^_?[A-Za-z][A-Za-z0-9]{0,63}$/.test(name) ? name : '?';
}

function expressionOf(root: string, path: readonly (string | number)[]): string {
  let expression = root;
  for (const part of path) {
    if (typeof part === 'number') expression += `[${part}]`;
    else expression += `.${part.startsWith('_') ? part.slice(1) : part}`;
  }
  return expression;
}
