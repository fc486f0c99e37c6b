import type { Behaviour } from './personas/persona.js';

export type PersonaName = 'exemplar' | 'developing' | 'silo' | 'hapi';

export interface DemoServerOptions {
  readonly persona?: PersonaName;
  /** Serve this folder of JSON resources in place of the persona's own trust. */
  readonly data?: string;
  readonly https?: boolean;
  /** 0: any free port. */
  readonly port?: number;
  readonly host?: string;
  /** Single behaviours that differ from the persona's, for tests and for showing one fault at a time. */
  readonly quirks?: Partial<Behaviour>;
}

export interface DemoServer {
  /** FHIR base URL. */
  readonly url: string;
  /** PEM of the throwaway CA, with https. */
  readonly ca?: string;
  /** Bearer token to read with; undefined for a persona that hands out none. The silo hands one out and never looks at it. */
  readonly token?: string;
  /** Bearer token that only reads Organization and Location. */
  readonly narrowToken?: string;
  /** OAuth 2.0 client that may ask the token endpoint for more tokens (client_credentials). */
  readonly client?: { readonly id: string; readonly secret: string };
  /** NHS Number of a patient that is there (999 range), for the identifier checks. */
  readonly testPatient?: string;
  /** `Type/id` of a resource that was deleted, where the trust has one. */
  readonly deleted?: string;
  readonly persona: PersonaName;
  /** Resources served, by type. */
  readonly counts: Readonly<Record<string, number>>;
  /** Files under `data` that are no resource, each with the reason. */
  readonly problems: readonly string[];
  close(): Promise<void>;
}
