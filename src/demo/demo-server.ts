export type PersonaName = 'exemplar' | 'developing' | 'silo';

export interface DemoServerOptions {
  readonly persona?: PersonaName;
  /** Serve this folder of JSON resources in place of the persona's own trust. */
  readonly data?: string;
  readonly https?: boolean;
  /** 0: any free port. */
  readonly port?: number;
  readonly host?: string;
}

export interface DemoServer {
  /** FHIR base URL. */
  readonly url: string;
  /** PEM of the throwaway CA, with https. */
  readonly ca?: string;
  /** Bearer token that reads are answered for; undefined for a persona without authorisation. */
  readonly token?: string;
  /** NHS Number of a patient that is there (999 range), for the identifier checks. */
  readonly testPatient?: string;
  close(): Promise<void>;
}
