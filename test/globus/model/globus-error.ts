/** A refusal in Globus's own words. The HTTP layer adds `request_id` and `resource`. */
export class GlobusError extends Error {
  override readonly name = 'GlobusError';
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** Further keys of the error document, for example `required_scopes`. */
    readonly extra: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}

export const badRequest = (message: string): GlobusError => new GlobusError(400, 'BadRequest', message);
export const invalidPath = (message: string): GlobusError => new GlobusError(400, 'InvalidPath', message);
export const permissionDenied = (message: string): GlobusError => new GlobusError(403, 'PermissionDenied', message);
export const noSuchEndpoint = (id: string): GlobusError =>
  new GlobusError(404, 'EndpointNotFound', `No such endpoint '${id}'`);
export const noSuchTask = (id: string): GlobusError =>
  new GlobusError(404, 'ClientError.NotFound', `No task found with id '${id}'`);
