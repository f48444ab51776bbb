/** Numbers of the service (REFERENCE sections 2 to 4 and 8) and how fast the practice one works. All can be set at start. */
export interface Limits {
  tokenLifetimeS: number;
  runningTransfersPerIdentity: number;
  runningDeletesPerIdentity: number;
  pendingTasksPerIdentity: number;
  lsEntries: number;
  listedEvents: number;
  /** At most; without a `limit`, or where it is not heeded, 100. */
  successfulTransfersPerPage: number;
  accessRulesPerCollection: number;
  searchResults: number;
  historyKeptMs: number;
  /** First and longest pause before a failed piece of a task is tried again. */
  retryFirstMs: number;
  retryLongestMs: number;
  /** How long an error stays in nice_status. */
  niceStatusKeptMs: number;
  /** Bytes per second and task; null = as fast as the disk. */
  throttleBytesPerSecond: number | null;
  /** Bytes copied, compared or read back per step. */
  chunkBytes: number;
  /** Folder entries looked at per step. */
  scanEntries: number;
  /** Requests per second and identity over ten seconds; null = no limit. */
  requestsPerSecond: number | null;
}

export const usualLimits: Limits = {
  tokenLifetimeS: 172_800,
  runningTransfersPerIdentity: 3,
  runningDeletesPerIdentity: 3,
  pendingTasksPerIdentity: 100,
  lsEntries: 100_000,
  listedEvents: 1000,
  successfulTransfersPerPage: 1000,
  accessRulesPerCollection: 1000,
  searchResults: 1000,
  historyKeptMs: 30 * 24 * 3_600_000,
  retryFirstMs: 1000,
  retryLongestMs: 30_000,
  niceStatusKeptMs: 15 * 60_000,
  throttleBytesPerSecond: null,
  chunkBytes: 1 << 20,
  scanEntries: 500,
  requestsPerSecond: null,
};
