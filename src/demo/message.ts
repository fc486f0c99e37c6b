/** A request after its body was read: all that a handler may look at. */
export interface DemoRequest {
  readonly method: string;
  /** Path below the FHIR base, still percent-encoded, without a leading slash. */
  readonly path: string;
  /** Query string without the question mark. */
  readonly query: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?:
    | { readonly kind: 'fhir'; readonly resource: object }
    | { readonly kind: 'raw'; readonly type: string; readonly content: string | Buffer };
}
