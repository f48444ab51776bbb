/** The one way in which Slipway takes local files away: only for a clean-up that the operator chose for the folder. */
export interface Remover {
  /**
   * Takes one file away if it still has this size and time of modification, checked right before. False when it has not,
   * or is not there; nothing was touched then. Throws folder.unreadable when the system refuses.
   */
  remove(
    path: string,
    expected: { readonly bytes: number; readonly modifiedAtMs: number },
    how: 'trash' | 'delete',
  ): Promise<boolean>;
  /** Takes away a folder and the folders in it, as far as they are empty. */
  removeEmpty(path: string): Promise<void>;
}
