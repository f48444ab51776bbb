/** Submissions in Globus's own field names, after their shape was checked at the edge. */
export type ChecksumAlgorithm = 'MD5' | 'SHA1' | 'SHA256' | 'SHA512';

export interface TransferItem {
  readonly kind: 'transfer_item' | 'transfer_symlink_item';
  readonly sourcePath: string;
  readonly destinationPath: string;
  /** Null: found out at the source. */
  readonly recursive: boolean | null;
  readonly externalChecksum: string | null;
  readonly checksumAlgorithm: ChecksumAlgorithm | null;
}

export interface FilterRule {
  readonly method: 'include' | 'exclude';
  readonly type: 'file' | 'dir' | null;
  readonly name: string;
}

interface Submission {
  readonly submissionId: string;
  readonly label: string | null;
  /** Milliseconds since 1970; null = the service's own. */
  readonly deadlineMs: number | null;
  /** The body as it came, to tell a repeated submission from a changed one. */
  readonly fingerprint: string;
}

export interface TransferRequest extends Submission {
  readonly kind: 'TRANSFER';
  readonly sourceId: string;
  readonly destinationId: string;
  readonly items: readonly TransferItem[];
  readonly syncLevel: 0 | 1 | 2 | 3 | null;
  readonly verifyChecksum: boolean;
  readonly preserveTimestamp: boolean;
  readonly encryptData: boolean;
  readonly deleteDestinationExtra: boolean;
  readonly recursiveSymlinks: 'ignore' | 'keep' | 'copy';
  readonly skipSourceErrors: boolean;
  readonly failOnQuotaErrors: boolean;
  readonly filterRules: readonly FilterRule[] | null;
  readonly storeBasePathInfo: boolean;
  readonly sourceLocalUser: string | null;
  readonly destinationLocalUser: string | null;
}

export interface DeleteRequest extends Submission {
  readonly kind: 'DELETE';
  readonly endpointId: string;
  readonly paths: readonly string[];
  readonly recursive: boolean;
  readonly ignoreMissing: boolean;
  readonly interpretGlobs: boolean;
  readonly localUser: string | null;
}

/** A transfer with the service's defaults for everything that `order` leaves out. */
export function makeTransferRequest(
  order: Pick<TransferRequest, 'submissionId' | 'sourceId' | 'destinationId' | 'items'> & Partial<TransferRequest>,
): TransferRequest {
  const request: TransferRequest = {
    kind: 'TRANSFER',
    label: null,
    deadlineMs: null,
    fingerprint: '',
    syncLevel: null,
    verifyChecksum: false,
    preserveTimestamp: false,
    encryptData: false,
    deleteDestinationExtra: false,
    recursiveSymlinks: 'ignore',
    skipSourceErrors: false,
    failOnQuotaErrors: false,
    filterRules: null,
    storeBasePathInfo: false,
    sourceLocalUser: null,
    destinationLocalUser: null,
    ...order,
  };
  return request.fingerprint === '' ? { ...request, fingerprint: JSON.stringify(request) } : request;
}
