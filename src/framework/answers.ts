import { ReadinessError } from '../model/index.js';
import { requireValid } from '../schemas/check.js';

/** What shows that a statement is true; dates are ISO (`2025-03-31`). */
export interface EvidenceGiven {
  readonly link?: string;
  readonly document?: string;
  readonly date?: string;
  readonly reviewer?: string;
  readonly issuer?: string;
  readonly checkedBy?: string;
  readonly validUntil?: string;
}

interface Section {
  readonly evidence?: EvidenceGiven;
}

export interface RegisterSystem {
  readonly name: string;
  readonly kind: string;
  readonly clinical?: boolean;
  readonly owner?: string;
  readonly supplier?: string;
  readonly version?: string;
  readonly setting?: string;
  readonly endpoint?: string;
  readonly standards?: readonly string[];
  readonly interfaces?: readonly { readonly with: string; readonly standard: string }[];
  readonly evidence?: EvidenceGiven;
}

export interface RegisterAnswer extends Section {
  readonly covers: 'nothing' | 'some-systems' | 'record-systems' | 'clinical-systems';
  readonly reviewed?: string;
  readonly machineReadable?: boolean;
  readonly systems?: readonly RegisterSystem[];
}

export interface Flow {
  readonly name: string;
  readonly partner: string;
  readonly content?: string;
  readonly live: boolean;
  readonly structured?: boolean;
  readonly standard?: string;
  readonly transferOfCare?: boolean;
  readonly messagesLastMonth?: number;
  readonly sampleReference?: string;
  readonly delayHours?: number;
  readonly filedWithoutRekeying?: boolean;
}

/** The sections of an answers file, each optional: what is not answered stays unknown. */
export interface AnswerSections {
  readonly register?: RegisterAnswer;
  readonly nationalServices?: Section & {
    readonly services: readonly {
      readonly service: string;
      readonly applies?: boolean;
      readonly live: boolean;
      readonly reference?: string;
      readonly callsLastMonth?: number;
    }[];
  };
  readonly flows?: Section & {
    readonly flows: readonly Flow[];
    readonly partnersNotApplicable?: readonly { readonly partner: string; readonly reason: string }[];
  };
  readonly sharedCareRecord?: Section & {
    readonly headings?: readonly {
      readonly heading: string;
      readonly applies?: boolean;
      readonly publishedWithinHours?: number;
    }[];
    readonly opened?: 'not-used' | 'separate-portal' | 'single-sign-on' | 'in-context';
    readonly viewsLastMonth?: number;
    readonly topHalfOfPeers?: boolean;
    readonly structuredReuse?: boolean;
  };
  readonly contracts?: Section & {
    readonly noneSigned?: boolean;
    readonly contracts?: readonly {
      readonly system: string;
      readonly signed: string;
      readonly namesStandards?: boolean;
      readonly asksForTestEvidence?: boolean;
      readonly openInterfaces?: boolean;
    }[];
  };
  readonly api?: Section & {
    readonly documentation: 'none' | 'on-request' | 'under-nda' | 'public';
    readonly url?: string;
    readonly selfServiceSandbox?: boolean;
    readonly publishedTerms?: boolean;
    readonly punitiveCharges?: boolean;
  };
  readonly safety?: Section & {
    readonly interfaces: readonly {
      readonly name: string;
      readonly live?: boolean;
      readonly dcb0129ValidUntil?: string;
      readonly dcb0160ValidUntil?: string;
    }[];
  };
  readonly governance?: Section & {
    readonly securityToolkitMet: boolean;
    readonly flows: readonly {
      readonly name: string;
      readonly impactAssessment?: boolean;
      readonly sharingAgreement?: boolean;
    }[];
  };
  readonly standards?: Section & {
    readonly notices: readonly {
      readonly notice: string;
      readonly applies?: boolean;
      readonly due: string;
      readonly met?: string;
    }[];
  };
  readonly prsb?: Section & {
    readonly basis: 'none' | 'own-map' | 'report' | 'quality-mark';
    readonly itemsPercent?: number;
    readonly allMandatory?: boolean;
  };
  readonly operations?: Section & {
    readonly noticed: 'not-known' | 'by-hand' | 'alert';
    readonly messagesLast30Days?: number;
    readonly failedLast30Days?: number;
    readonly publicStatusPage?: boolean;
  };
  readonly patientAccess?: Section & {
    readonly services: readonly {
      readonly service: string;
      readonly applies?: boolean;
      readonly live: boolean;
      readonly fhirInterface?: boolean;
    }[];
  };
  readonly terminology?: Section & {
    readonly snomedRelease?: string;
    readonly dmdRelease?: string;
    readonly releasesBehind?: number;
  };
  readonly writing?: Section & {
    readonly typesAccepted: number;
    readonly typesReadBackEqual?: number;
    readonly elementsKeptPercent?: number;
    readonly repeatable?: boolean;
    readonly refusesBadInput?: boolean;
  };
  readonly export?: Section & {
    readonly shown: 'none' | 'documented' | 'part' | 'all';
    readonly loadedElsewhere?: boolean;
  };
  readonly history?: Section & {
    readonly availability?: { readonly days: number; readonly checks: number; readonly answered: number };
    readonly lastCompleteRun?: string;
    readonly criticalFound?: number;
    readonly criticalClosedWithin90Days?: number;
    readonly everyBuild?: boolean;
  };
}

/** An answers file: what an organisation states about itself (profiles/schemas/answers.schema.json). */
export interface Answers extends AnswerSections {
  readonly schemaVersion: '1.0';
  /** For made-up answers, in the synthetic lens alone: the day by which evidence is in date. */
  readonly asOf?: string;
  readonly organisation?: { readonly name?: string; readonly ods?: string };
  readonly respondent?: string;
  readonly scope?: { readonly types?: readonly string[] };
  /** Levels claimed for criteria that are measured. */
  readonly claims?: Readonly<Record<string, number>>;
  readonly notApplicable?: readonly { readonly criterion: string; readonly reason: string }[];
}

/**
 * Checks a parsed answers file.
 * @throws ReadinessError `answers.invalid` naming the places, never the values
 */
export async function checkAnswers(document: unknown): Promise<Answers> {
  await requireValid('answers', document, 'The answers file');
  return document as Answers;
}

/**
 * Reads the text of an answers file, JSON or YAML.
 * @throws ReadinessError `answers.malformed` or `answers.invalid`
 */
export async function parseAnswers(text: string): Promise<Answers> {
  const { parseDocument } = await import('yaml');
  const document = parseDocument(text, { prettyErrors: true });
  const [problem] = document.errors;
  if (problem !== undefined) {
    const place = problem.linePos?.[0];
    const where = place === undefined ? '' : ` at line ${place.line}, column ${place.col}`;
    throw new ReadinessError(
      'answers.malformed',
      `The answers file is neither JSON nor YAML${where} (${problem.code}).`,
    );
  }
  return checkAnswers(document.toJS({ maxAliasCount: 100 }));
}
