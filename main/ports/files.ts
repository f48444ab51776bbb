import { type FileFact, type Look } from '../domain/file-fact';
import { type FolderRule } from '../domain/folder-rule';

/** The local disk, read only: nothing in this port can change or delete a file. */
export interface Files {
  /**
   * Every dataset of the folder as it is now; with `only`, that one dataset (an empty list when it is gone).
   * The truth, where a watch event is only a hint. Throws folder.gone, folder.unreadable or folder.notAFolder.
   */
  survey(rule: FolderRule, only?: string): Promise<readonly Look[]>;
  /** The files of one dataset by path. What the rule leaves out is not in it. Throws as `survey` does. */
  manifest(rule: FolderRule, key: string): Promise<readonly FileFact[]>;
  /** Calls `hint` when a look is worth while; may call too often, too seldom or never. Returns "stop". */
  watch(path: string, hint: () => void): () => void;
  /** Names in one local folder, for the proof that two views show the same place; at most `limit`. */
  names(path: string, limit: number): Promise<readonly string[]>;
  isFolder(path: string): Promise<boolean>;
  /** Bytes free on the disk of `path`; null when it cannot be told. */
  freeBytes(path: string): Promise<number | null>;
}
