export interface FileWrites {
  /** How many times the destination file was created or emptied for writing. */
  opened: number;
  /** How many copies of it were finished. */
  finished: number;
}

export interface CounterReport {
  readonly tasksPerSubmission: Readonly<Record<string, number>>;
  /** By `COLLECTION_ID:/path`. */
  readonly fileWrites: Readonly<Record<string, FileWrites>>;
  /** By `METHOD /route`, ids replaced by `*`. */
  readonly requests: Readonly<Record<string, number>>;
}

/** What tests use to prove that something happened once, or not at all. */
export class Counters {
  readonly tasksPerSubmission = new Map<string, number>();
  readonly fileWrites = new Map<string, FileWrites>();
  readonly requests = new Map<string, number>();

  taskMade(submissionId: string): void {
    this.tasksPerSubmission.set(submissionId, (this.tasksPerSubmission.get(submissionId) ?? 0) + 1);
  }

  fileWrite(collectionId: string, path: string, what: keyof FileWrites): void {
    const key = `${collectionId}:${path}`;
    let entry = this.fileWrites.get(key);
    if (entry === undefined) {
      entry = { opened: 0, finished: 0 };
      this.fileWrites.set(key, entry);
    }
    entry[what] += 1;
  }

  request(route: string): void {
    this.requests.set(route, (this.requests.get(route) ?? 0) + 1);
  }

  report(): CounterReport {
    return {
      tasksPerSubmission: Object.fromEntries(this.tasksPerSubmission),
      fileWrites: Object.fromEntries(this.fileWrites),
      requests: Object.fromEntries(this.requests),
    };
  }

  reset(): void {
    this.tasksPerSubmission.clear();
    this.fileWrites.clear();
    this.requests.clear();
  }
}
