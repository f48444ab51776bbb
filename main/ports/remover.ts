/** The one way in which Slipway takes local files away: only for a clean-up that the operator chose for the folder. */
export interface Remover {
  /**
   * Takes one file away if it still has this size and time of modification, checked right before. False when it has not,
   * is not there, or is only to be reached through a link below `root`, the watched folder: somebody keeps it elsewhere by now.
   * Nothing was touched then. Throws folder.unreadable when the system refuses.
   */
  remove(
    path: string,
    expected: { readonly bytes: number; readonly modifiedAtMs: number },
    how: 'trash' | 'delete',
    root: string,
  ): Promise<boolean>;
  /**
   * The folders below a folder, and itself, in which nothing lies but so many files and other such folders: each after
   * those in it, by its path below, '' for itself. `files` counts those of each folder by the same path; without any, these
   * are the folders that are empty. A link or anything else keeps a folder. Touches nothing.
   */
  emptyFolders(path: string, files: ReadonlyMap<string, number>): Promise<readonly string[]>;
  /** Takes away one folder. False when it is not empty; true as well when it is away already. Throws folder.unreadable. */
  removeFolder(path: string): Promise<boolean>;
}
