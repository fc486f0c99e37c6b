import { UNKNOWN_OPERATION } from '../http/index.js';
import type { Answer, FhirRequest } from '../http/index.js';
import type { NegativeAnswer, NegativeCall } from '../model/index.js';
import { readPage } from './bundle.js';
import { bodyKind } from './gather-transport.js';
import { isResource, objects, text } from './json.js';
import type { ProbeRun } from './run.js';

const LONG_ID = `zz-probe-!@${'x'.repeat(59)}`;

const judge = (call: NegativeCall, answer: Answer): NegativeAnswer => {
  if (!answer.ok) return { call, status: null, body: 'none', outcome: false, outcomeError: false, records: 0 };
  const value = answer.body.kind === 'json' ? answer.body.value : undefined;
  const outcome = text(value, 'resourceType') === 'OperationOutcome';
  const severities = outcome ? objects(value, 'issue').map((issue) => text(issue, 'severity')) : [];
  const own =
    isResource(value) && !['OperationOutcome', 'Bundle', 'CapabilityStatement'].includes(value.resourceType) ? 1 : 0;
  const entries = objects(value, 'entry').filter(
    (entry) => isResource(entry['resource']) && entry['resource'].resourceType !== 'OperationOutcome',
  );
  return {
    call,
    status: answer.status,
    body: bodyKind(answer),
    outcome,
    outcomeError: severities.some((one) => one === 'error' || one === 'fatal'),
    records: own + entries.length,
  };
};

/** The link with one character of its page token changed. */
export function garble(link: URL): URL | undefined {
  const names = [...link.searchParams.keys()];
  const candidates = names.filter(
    (name) => !/^_(count|format|summary|total|sort|elements|pretty|bundletype)$/.test(name),
  );
  const token =
    candidates.find((name) => /page|offset|cursor|token|skip|^ct$|^_?next/i.test(name)) ??
    candidates.sort((a, b) => (link.searchParams.get(b)?.length ?? 0) - (link.searchParams.get(a)?.length ?? 0))[0];
  const value = token === undefined ? undefined : link.searchParams.get(token);
  if (token === undefined || value === undefined || value === null || value === '') return undefined;
  const at = Math.floor(value.length / 2);
  const garbled = new URL(link);
  garbled.searchParams.set(token, `${value.slice(0, at)}${value.charAt(at) === 'q' ? 'z' : 'q'}${value.slice(at + 1)}`);
  return garbled;
}

type Call = readonly [NegativeCall, Pick<FhirRequest, 'path' | 'query' | 'accept'> | undefined];

const calls = (run: ProbeRun): readonly Call[] => {
  const [known] = run.ids('Patient');
  return [
    ['unknown-type', { path: 'Zzz' }],
    ['unknown-operation', { path: `Patient/${UNKNOWN_OPERATION}` }],
    ['unknown-id', { path: `Patient/${run.random.uuid()}` }],
    ['malformed-id', { path: `Patient/${LONG_ID}` }],
    ['wrong-case-type', { path: 'patient', query: [['_count', '1']] }],
    [
      'unknown-modifier',
      {
        path: 'Patient',
        query: [
          ['family:zzz', 'a'],
          ['_count', '1'],
        ],
      },
    ],
    [
      'unknown-query',
      {
        path: 'Patient',
        query: [
          ['_query', 'zz-probe'],
          ['_count', '1'],
        ],
      },
    ],
    [
      'malformed-date',
      {
        path: 'Patient',
        query: [
          ['birthdate', 'notadate'],
          ['_count', '1'],
        ],
      },
    ],
    ['malformed-count', { path: 'Patient', query: [['_count', 'abc']] }],
    ['unknown-version', known === undefined ? undefined : { path: `Patient/${known}/_history/zz-probe` }],
    ['unsupported-accept', { path: 'metadata', accept: 'application/foobar' }],
  ];
};

/** The fixed pack of twelve malformed calls (F08): how each is refused. */
export async function gatherNegatives(run: ProbeRun): Promise<void> {
  const answers: NegativeAnswer[] = [];
  const notApplicable: NegativeCall[] = [];
  const publish = (): void => {
    run.see('negatives', { calls: [...answers], notApplicable: [...notApplicable] });
  };
  for (const [call, request] of calls(run)) {
    if (request === undefined) notApplicable.push(call);
    else
      answers.push(
        judge(
          call,
          await run.transport.send({ method: 'GET', ...request, purpose: 'other', provoked: true, retry: false }),
        ),
      );
    publish();
  }
  const known = run.nextLink;
  const link = known === undefined ? undefined : garble(known.url);
  if (known === undefined || link === undefined) notApplicable.push('garbled-page-token');
  else {
    const answer = await run.transport.send({ method: 'GET', link, purpose: 'other', provoked: true, retry: false });
    const ids = answer.ok ? readPage(answer.body, known.type)?.matches.map((one) => one.id) : undefined;
    const firstPage = ids !== undefined && ids.length > 0 && ids.every((id, index) => id === known.firstIds[index]);
    answers.push({ ...judge('garbled-page-token', answer), firstPage });
  }
  publish();
}
