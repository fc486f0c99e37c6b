import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { beforeAll, describe, expect, it } from 'vitest';
import { conclude, shippedFramework } from '../../src/framework/index.js';
import type { Assessment } from '../../src/model/index.js';
import { renderHtml } from '../../src/report/html/document.js';
import { html, link } from '../../src/report/html/markup.js';
import { render } from '../../src/report/index.js';
import { ACUTE, assessment, gathered } from './fixture.js';

const VOID = /<(meta|br|wbr|link|img|hr|input)((?:\s[^>]*?)?)\s*\/?>/g;

/** Element names and attributes of a page, read strictly: it has to be well-formed. */
function elements(page: string): { readonly name: string; readonly attributes: Readonly<Record<string, string>> }[] {
  const found: { name: string; attributes: Record<string, string> }[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => found.push({ name, attributes }));
  parser.write(page.replace('<!doctype html>', '').replace(VOID, '<$1$2/>')).close();
  return found;
}

/** Every string of a value replaced, except those that are choices of the program. */
function replaced(value: unknown, by: string, key = ''): unknown {
  const fixed = [
    'state',
    'severity',
    'outcome',
    'owner',
    'dimension',
    'stage',
    'assured',
    'potential',
    'audience',
    'lens',
    'trustType',
    'grade',
    'role',
    'level',
    'kind',
    'skipped',
    'reason',
    'schemaVersion',
  ];
  if (typeof value === 'string') return fixed.includes(key) || key === 'id' ? value : by;
  if (Array.isArray(value)) return value.map((item: unknown) => replaced(item, by, key));
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, replaced(inner, by, name)]));
  return value;
}

let sample: Assessment;
let page: string;
beforeAll(async () => {
  sample = await assessment();
  page = render(sample, 'html');
});

describe('the HTML report', () => {
  it('is one well-formed page without script and without any request', () => {
    const found = elements(page);
    expect(
      found.filter(({ name }) => ['script', 'iframe', 'object', 'embed', 'img', 'link', 'form', 'base'].includes(name)),
    ).toEqual([]);
    expect(
      found.flatMap(({ attributes }) => Object.keys(attributes)).filter((name) => /^on|^src|^style$/.test(name)),
    ).toEqual([]);
    expect(page).not.toMatch(/url\(|@import/);
  });

  it('lets nothing but its own style sheet apply', () => {
    const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(page).toContain(`default-src &#39;none&#39;; style-src &#39;sha256-${hash}&#39;`);
  });

  it('has one h1, landmarks, a skip link, a language, and a title', () => {
    const found = elements(page);
    const named = (name: string): number => found.filter((one) => one.name === name).length;
    expect([named('h1'), named('main'), named('header'), named('footer'), named('nav'), named('title') > 0]).toEqual([
      1,
      1,
      1,
      1,
      1,
      true,
    ]);
    expect(found[0]).toMatchObject({ name: 'html', attributes: { lang: 'en-GB' } });
    expect(page).toContain('<a class="skip" href="#main">');
    expect(found.filter(({ name }) => name === 'svg').length).toBeGreaterThan(60);
    expect(page.match(/<svg[^>]*role="img"[^>]*>(?!\s*<title>)/g)).toBeNull();
  });

  it('has no link that leads nowhere, and no place twice', () => {
    const found = elements(page);
    const ids = found.flatMap(({ attributes }) => (attributes['id'] === undefined ? [] : [attributes['id']]));
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    const targets = found.flatMap(({ attributes }) =>
      attributes['href']?.startsWith('#') === true ? [attributes['href'].slice(1)] : [],
    );
    expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
  });

  it('answers on its first screen: stage, what holds it, what was not checked, five fixes and their owners', () => {
    const first = page.slice(page.indexOf('<main'), page.indexOf('<nav'));
    for (const words of [
      'Capability stage (synthetic data)',
      'Developing',
      'Held by:',
      'Not checked:',
      'What holds it back',
      'What moves it most',
      'What was not checked',
    ])
      expect(first).toContain(words);
    const fixes = /<ol class="fixes">[\s\S]*?<\/ol>/.exec(first)?.[0] ?? '';
    expect(fixes.match(/<li>/g)).toHaveLength(5);
    expect(fixes.match(/class="tag blue"/g)).toHaveLength(5);
  });

  it('names the lens on the page and at the foot of every printed one', async () => {
    expect(page).toContain('Synthetic data: shows what the system can do');
    expect(page).toMatch(/@bottom-left\{content:"Synthetic data/);
    const live = render(await assessment({ ...ACUTE, lens: 'live' }), 'html');
    expect(live).toMatch(/@bottom-left\{content:"Live data"/);
    expect(live).not.toContain('Synthetic data');
  });

  it('shows every criterion with its findings, every check, every type, every element and its decidable count', () => {
    for (const { id } of sample.score.criteria) expect(page).toContain(`<strong>${id}</strong>`);
    for (const { id } of sample.endpoints[0]!.checks) expect(page).toContain(`<strong>${id}</strong>`);
    expect(page).toMatch(/MedicationRequest[\s\S]*131 of 140/);
    expect(page).toMatch(/of 44 decidable/);
    const table = page.slice(page.indexOf('id="criteria"'));
    const row = table.slice(table.indexOf('<strong>M02</strong>'), table.indexOf('<strong>M03</strong>'));
    expect(row).toMatch(/href="#finding-\d+"[^>]*>\s*NHS04/);
  });

  it('puts UNSAFE above everything', async () => {
    const unsafe = await assessment(ACUTE, {
      observations: { ...sample.endpoints[0]!.observations, F04: { state: 'measured', level: 0 } },
    });
    const result = render(unsafe, 'html');
    expect(result.indexOf('<h2>UNSAFE</h2>')).toBeGreaterThan(0);
    expect(result.indexOf('<h2>Unsafe</h2>')).toBeLessThan(result.indexOf('class="card verdict"'));
  });

  it('names no stage for a custom profile', () => {
    const custom = conclude({ ...shippedFramework(), custom: true }, gathered(ACUTE), undefined);
    const result = render(custom, 'html');
    expect(result).toContain('No stage');
    expect(result).not.toContain('class="steps"');
    expect(result).not.toContain('Needed for ');
  });

  it('stands where there is nothing to show', () => {
    const empty = conclude(shippedFramework(), gathered({ audience: 'supplier', lens: 'live' }, []), undefined);
    expect(elements(renderHtml({ ...empty, findings: [], fixes: [], notChecked: [] })).length).toBeGreaterThan(100);
  });

  it('is the same page for the same assessment', () => {
    expect(render(JSON.parse(JSON.stringify(sample)) as Assessment, 'html')).toBe(page);
  });
});

describe('hostile words', () => {
  const nasty = fc.oneof(
    fc.constantFrom(
      '<script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      "' onmouseover='x",
      '</style><style>*{}',
      ']]>',
      '<!--',
      '`${x}`',
      '&lt;b&gt;',
      'javascript:alert(1)',
      '\u202etxt.exe',
      '\u001b[2J',
      '\u0000',
      '</title><script>',
      '{{7*7}}',
    ),
    fc.string({ unit: 'binary', maxLength: 40 }),
  );
  const shape = (text: string): string =>
    elements(text)
      .map(({ name }) => name)
      .filter((name) => name !== 'wbr')
      .join(' ');

  it('are inert in every field: the page keeps its elements and attributes', () => {
    const plain = renderHtml(replaced(sample, 'words') as Assessment);
    fc.assert(
      fc.property(nasty, (words) => {
        const hostile = renderHtml(replaced(sample, `words${words}`) as Assessment);
        const named = (text: string): string[] => elements(text).flatMap(({ attributes }) => Object.keys(attributes));
        // A path wraps after each of its dots: how many marks for that there are is up to the words.
        expect(shape(hostile) === shape(plain)).toBe(true);
        expect(new Set(named(hostile))).toEqual(new Set(named(plain)));
        expect(/<script|<img/.test(hostile)).toBe(false);
        const links = elements(hostile).map(({ attributes }) => attributes['href'] ?? '#');
        expect(links.filter((to) => !/^(?:#|https?:)/.test(to))).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });

  it('never leave an attribute, a tag or the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (words) => {
        const found = elements(html`<p title="${words}">${words}</p>`.toString());
        expect(found).toHaveLength(1);
        expect(Object.keys(found[0]?.attributes ?? {})).toEqual(['title']);
      }),
      { numRuns: 500 },
    );
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', ' https://a.example', 'file:///etc/passwd', '//a.example'])(
    'make no link of %s',
    (url) => {
      expect(link(url, 'words').toString()).toBe('words');
    },
  );
});
