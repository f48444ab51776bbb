/**
 * Auth answers errors in two styles: the `errors` array with a code in capitals, and the OAuth one with `error` and
 * `error_description` only.
 */
export class AuthError extends Error {
  override readonly name = 'AuthError';
  constructor(
    readonly status: number,
    readonly style: 'errors' | 'oauth' | 'both',
    /** For example UNAUTHORIZED. */
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    /** For example invalid_grant. */
    readonly oauthError: string,
  ) {
    super(detail);
  }

  /** The error document; `id` is the id of this one failure. */
  document(id: string): Record<string, unknown> {
    const errors = [{ status: String(this.status), id, code: this.code, title: this.title, detail: this.detail }];
    if (this.style === 'oauth') return { error: this.oauthError, error_description: this.detail };
    if (this.style === 'errors') return { errors, error: this.oauthError, error_description: this.title };
    return { errors, error: this.oauthError, error_description: this.detail };
  }
}

export const unauthorized = (detail: string): AuthError =>
  new AuthError(401, 'errors', 'UNAUTHORIZED', 'Unauthorized', detail, 'unauthorized');
export const forbidden = (detail: string): AuthError =>
  new AuthError(403, 'errors', 'FORBIDDEN', 'Forbidden', detail, 'forbidden');
export const notFound = (detail: string): AuthError =>
  new AuthError(404, 'errors', 'NOT_FOUND', 'Not Found', detail, 'not_found');
export const oauthError = (status: number, error: string, detail: string): AuthError =>
  new AuthError(status, 'oauth', 'BAD_REQUEST', 'Bad Request', detail, error);
