import { type CopyJob } from './copy-job';
import { type ChecksumAlgorithm, type TransferItem } from './requests';
import { type DirEntry } from './ports';

/** Two folders that belong together, resolved and checked once for all files in them. */
export interface FolderPair {
  /** Collection paths with a final `/`. */
  readonly source: string;
  readonly destination: string;
  readonly sourceLocal: string;
  readonly destinationLocal: string;
  /** The rights of the pair and the state of the collections they were checked against. */
  checkedVersion: number;
}

export interface ItemUnit {
  readonly kind: 'item';
  readonly item: TransferItem;
  tries: number;
}
/** A source folder to list; `entries` and `next` remember how far. */
export interface FolderUnit {
  readonly kind: 'folder';
  readonly source: string;
  readonly destination: string;
  readonly algorithm: ChecksumAlgorithm;
  pair: FolderPair | null;
  entries: readonly DirEntry[] | null;
  next: number;
  tries: number;
}
export interface FileUnit {
  readonly kind: 'file';
  readonly pair: FolderPair;
  readonly sourceName: string;
  readonly destinationName: string;
  readonly algorithm: ChecksumAlgorithm;
  /** The item it came from, when it was named in the submission itself. */
  readonly item: TransferItem | null;
  job: CopyJob | null;
  tries: number;
}
/** A link to make at the destination. */
export interface LinkUnit {
  readonly kind: 'link';
  readonly pair: FolderPair;
  readonly sourceName: string;
  readonly destinationName: string;
  tries: number;
}
/** Removes what the destination folder has and the source folder has not. */
export interface ExtraUnit {
  readonly kind: 'extra';
  readonly source: string;
  readonly destination: string;
  tries: number;
}
export interface DeleteUnit {
  readonly kind: 'delete';
  readonly path: string;
  /** Named in the submission itself. */
  readonly isTop: boolean;
  /** Its contents were pushed before; now the folder itself goes. */
  isEmptied: boolean;
  tries: number;
}

export type Unit = ItemUnit | FolderUnit | FileUnit | LinkUnit | ExtraUnit | DeleteUnit;
