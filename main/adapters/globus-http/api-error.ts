import * as z from 'zod';

const pageForBrowsers = 'PageForBrowsers';

/** Globus refused or failed: what the answer said, in one shape for both of its error styles. */
export class GlobusApiError extends Error {
  override readonly name = 'GlobusApiError';
  constructor(
    /** HTTP status; 0 when no answer came. */
    readonly status: number,
    readonly code: string,
    message: string,
    readonly requestId: string | null,
    /** Milliseconds the service asks us to wait, or null. */
    readonly retryAfterMs: number | null,
    readonly requiredScopes: readonly string[],
    /** What a refusal says that a login would have to be, as JSON (`session_required_…`); empty when it says nothing. */
    readonly loginDemands: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  /** Codes are dotted, with or without a leading `ClientError.`: compared by their last parts. */
  hasCode(tail: string): boolean {
    return this.code === tail || this.code.endsWith(`.${tail}`);
  }
  /** The error tells of the collection, not of the service: to repeat at once helps nobody. */
  get isOfCollection(): boolean {
    return /ExternalError|EndpointError/.test(this.code);
  }
  /** The service has trouble, or a proxy lost its patience: nothing is said against the request itself. */
  get isOfTheMoment(): boolean {
    return this.status >= 500 || this.status === 408 || this.status === 425 || this.status === 429;
  }
  /** A page for browsers where Auth and Transfer answer in JSON: something in between speaks, as a network that wants a login. */
  get isOfSomethingBetween(): boolean {
    return this.status === 511 || (this.code === pageForBrowsers && !this.isOfTheMoment);
  }
  get isWorthRepeating(): boolean {
    return this.status === 0 || (this.isOfTheMoment && !this.isOfCollection);
  }
}

const TransferError = z.object({
  code: z.string(),
  message: z.string().nullish(),
  request_id: z.string().nullish(),
  required_scopes: z.array(z.string()).nullish(),
  authorization_parameters: z
    .object({ required_scopes: z.array(z.string()).nullish() })
    .loose()
    .nullish(),
});
const AuthErrors = z.object({
  errors: z
    .array(
      z.object({
        id: z.string().nullish(),
        code: z.string().nullish(),
        detail: z.string().nullish(),
        title: z.string().nullish(),
      }),
    )
    .min(1),
});
const OAuthError = z.object({ error: z.string(), error_description: z.string().nullish() });

/** Source of the shapes: REFERENCE 1.2 (both Auth styles) and 2.1 (Transfer). A body that is none of them is kept short. */
export function readApiError(status: number, text: string, headers: Headers): GlobusApiError {
  const retryAfterMs = retryAfter(headers);
  const make = (
    code: string,
    message: string,
    requestId: string | null,
    scopes: readonly string[] = [],
    loginDemands = '',
  ): GlobusApiError => new GlobusApiError(status, code, message, requestId, retryAfterMs, scopes, loginDemands);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return make(
      text.trimStart().startsWith('<') ? pageForBrowsers : 'NotJson',
      text
        .replace(/<[^>]*>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim()
        .slice(0, 200),
      null,
    );
  }
  const transfer = TransferError.safeParse(json);
  if (transfer.success) {
    const { code, message, request_id, required_scopes, authorization_parameters } = transfer.data;
    const scopes = required_scopes ?? authorization_parameters?.required_scopes ?? [];
    const demands = authorization_parameters ? JSON.stringify(authorization_parameters) : '';
    return make(code, message ?? code, request_id ?? null, scopes, demands);
  }
  const auth = AuthErrors.safeParse(json);
  if (auth.success) {
    const first = auth.data.errors[0];
    return make(first?.code ?? 'UNKNOWN', first?.detail ?? first?.title ?? '', first?.id ?? null);
  }
  const oauth = OAuthError.safeParse(json);
  if (oauth.success) return make(oauth.data.error, oauth.data.error_description ?? oauth.data.error, null);
  return make('Unknown', text.slice(0, 200), null);
}

/** A date counts from the answer's own: the clock of this computer may be wrong. */
function retryAfter(headers: Headers): number | null {
  const header = headers.get('retry-after');
  if (header === null) return null;
  const seconds = Number(header);
  const waitMs = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.parse(headers.get('date') ?? '');
  return Number.isNaN(waitMs) ? null : Math.min(Math.max(0, waitMs), 3_600_000);
}
