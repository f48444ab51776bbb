import { z } from 'zod';
import { GlobusError } from '../model/globus-error';
import { type ChecksumAlgorithm, type DeleteRequest, type TransferItem, type TransferRequest } from '../model/requests';
import { parseTimeMs } from '../model/times';
import { type Exchange, jsonBody } from './exchange';

const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'must be a UUID');
const flag = z.boolean().nullish();
const text = z.string().nullish();

const path = z
  .string()
  .min(1, 'must not be empty')
  .max(4096, 'is too long')
  .refine((value) => !/[\0\r\n]/.test(value), 'contains a character that is not allowed');

const label = z
  .string()
  .max(128, 'must have 128 characters at most')
  .refine((value) => !/[\r\n]/.test(value), 'must not contain line breaks')
  .refine((value) => value === value.trim(), 'must not begin or end with blanks')
  .nullish();

const deadline = z
  .string()
  .transform((value, context) => {
    const ms = parseTimeMs(value);
    if (ms === null) context.addIssue({ code: 'custom', message: 'must be an ISO 8601 time' });
    return ms ?? 0;
  })
  .nullish();

const algorithm = z
  .string()
  .transform((value, context): ChecksumAlgorithm => {
    const name = value.toUpperCase().replace('-', '');
    if (name === 'MD5' || name === 'SHA1' || name === 'SHA256' || name === 'SHA512') return name;
    context.addIssue({ code: 'custom', message: 'must be one of md5, sha1, sha256, sha512' });
    return 'MD5';
  })
  .nullish();

const transferItem = z.object({
  DATA_TYPE: z.enum(['transfer_item', 'transfer_symlink_item']),
  source_path: path,
  destination_path: path,
  recursive: flag,
  external_checksum: text,
  checksum_algorithm: algorithm,
});

const filterRule = z.object({
  DATA_TYPE: z.literal('filter_rule').optional(),
  method: z.enum(['include', 'exclude']),
  type: z.enum(['file', 'dir']).nullish(),
  name: z.string().min(1),
});

const transferBody = z.object({
  DATA_TYPE: z.literal('transfer'),
  submission_id: uuid,
  source_endpoint: z.string().min(1),
  destination_endpoint: z.string().min(1),
  DATA: z.array(transferItem),
  label,
  deadline,
  sync_level: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]).nullish(),
  verify_checksum: flag,
  preserve_timestamp: flag,
  encrypt_data: flag,
  delete_destination_extra: flag,
  recursive_symlinks: z.enum(['ignore', 'keep', 'copy']).nullish(),
  skip_source_errors: flag,
  fail_on_quota_errors: flag,
  filter_rules: z.array(filterRule).nullish(),
  notify_on_succeeded: flag,
  notify_on_failed: flag,
  notify_on_inactive: flag,
  store_base_path_info: flag,
  source_local_user: text,
  destination_local_user: text,
});

const deleteBody = z.object({
  DATA_TYPE: z.literal('delete'),
  submission_id: uuid,
  endpoint: z.string().min(1),
  DATA: z.array(z.object({ DATA_TYPE: z.literal('delete_item'), path })),
  label,
  deadline,
  recursive: flag,
  ignore_missing: flag,
  interpret_globs: flag,
  local_user: text,
});

/** The body, checked. Throws 400 naming the field that is wrong. */
export function parseBody<T>(schema: z.ZodType<T>, exchange: Exchange): T {
  const result = schema.safeParse(jsonBody(exchange));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? 'body' : issue.path.join('.');
  throw new GlobusError(400, 'ClientError.BadRequest', `Invalid value for '${where}': ${issue?.message ?? 'unknown'}`);
}

export function transferRequest(exchange: Exchange): TransferRequest {
  const body = parseBody(transferBody, exchange);
  return {
    kind: 'TRANSFER',
    submissionId: body.submission_id.toLowerCase(),
    sourceId: body.source_endpoint.toLowerCase(),
    destinationId: body.destination_endpoint.toLowerCase(),
    items: body.DATA.map((item): TransferItem => ({
      kind: item.DATA_TYPE,
      sourcePath: item.source_path,
      destinationPath: item.destination_path,
      recursive: item.recursive ?? null,
      externalChecksum: item.external_checksum ?? null,
      checksumAlgorithm: item.checksum_algorithm ?? null,
    })),
    label: body.label ?? null,
    deadlineMs: body.deadline ?? null,
    fingerprint: JSON.stringify(body),
    syncLevel: body.sync_level ?? null,
    verifyChecksum: body.verify_checksum ?? false,
    preserveTimestamp: body.preserve_timestamp ?? false,
    encryptData: body.encrypt_data ?? false,
    deleteDestinationExtra: body.delete_destination_extra ?? false,
    recursiveSymlinks: body.recursive_symlinks ?? 'ignore',
    skipSourceErrors: body.skip_source_errors ?? false,
    failOnQuotaErrors: body.fail_on_quota_errors ?? false,
    filterRules: body.filter_rules?.map(({ method, type, name }) => ({ method, type: type ?? null, name })) ?? null,
    storeBasePathInfo: body.store_base_path_info ?? false,
    sourceLocalUser: body.source_local_user ?? null,
    destinationLocalUser: body.destination_local_user ?? null,
  };
}

export function deleteRequest(exchange: Exchange): DeleteRequest {
  const body = parseBody(deleteBody, exchange);
  return {
    kind: 'DELETE',
    submissionId: body.submission_id.toLowerCase(),
    endpointId: body.endpoint.toLowerCase(),
    paths: body.DATA.map((item) => item.path),
    label: body.label ?? null,
    deadlineMs: body.deadline ?? null,
    fingerprint: JSON.stringify(body),
    recursive: body.recursive ?? false,
    ignoreMissing: body.ignore_missing ?? false,
    interpretGlobs: body.interpret_globs ?? false,
    localUser: body.local_user ?? null,
  };
}

export const mkdirBody = z.object({ DATA_TYPE: z.literal('mkdir').optional(), path, local_user: text });
export const renameBody = z.object({
  DATA_TYPE: z.literal('rename').optional(),
  old_path: path,
  new_path: path,
  local_user: text,
});
export const symlinkBody = z.object({
  DATA_TYPE: z.literal('symlink').optional(),
  symlink_target: z.string().min(1),
  path,
});
export const taskBody = z.object({ DATA_TYPE: z.literal('task').optional(), label, deadline });

export const accessBody = z
  .object({
    DATA_TYPE: z.literal('access').optional(),
    path: z.string().min(1),
    permissions: z.enum(['r', 'rw']),
    principal_type: z.enum(['identity', 'group', 'all_authenticated_users', 'anonymous']),
    principal: z.string().nullish(),
    expiration_date: text,
  })
  .refine(
    (body) => !['identity', 'group'].includes(body.principal_type) || (body.principal ?? '') !== '',
    'principal is required for this principal_type',
  );
export const accessChangeBody = z.object({ permissions: z.enum(['r', 'rw']).optional(), expiration_date: text });

const endpointFields = {
  display_name: z.string().min(1).max(128),
  description: text,
  organization: text,
  contact_email: text,
  keywords: text,
  public: z.boolean().optional(),
  force_encryption: flag,
  disable_verify: flag,
  default_directory: text,
  subscription_id: text,
};
export const endpointBody = z.object({
  ...endpointFields,
  is_globus_connect: z.literal(true, 'only Globus Connect Personal endpoints can be created here'),
});
export const guestBody = z
  .object({
    ...endpointFields,
    host_endpoint_id: z.string().nullish(),
    host_endpoint: z.string().nullish(),
    host_path: path,
  })
  .refine((body) => (body.host_endpoint_id ?? body.host_endpoint ?? '') !== '', 'host_endpoint_id is required');
export const endpointChangeBody = z.object({ ...endpointFields, display_name: endpointFields.display_name.optional() });
export const subscriptionBody = z.object({ subscription_id: z.string().nullable() });
export const roleBody = z.object({
  DATA_TYPE: z.literal('role').optional(),
  principal: z.string().min(1),
  principal_type: z.enum(['identity', 'group']),
  role: z.enum(['administrator', 'restricted_administrator', 'access_manager', 'activity_manager', 'activity_monitor']),
});
