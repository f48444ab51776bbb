import { type FileFact, type Look } from '../../domain/file-fact';
import { type FolderRule } from '../../domain/folder-rule';
import { type Facts, type ProblemCode } from '../../domain/problem';

export interface FilesQuestion {
  readonly id: number;
  readonly kind: 'survey' | 'manifest';
  readonly rule: FolderRule;
  readonly key: string | null;
}
export type FilesAnswer =
  | { readonly id: number; readonly kind: 'looks'; readonly looks: readonly Look[] }
  | { readonly id: number; readonly kind: 'files'; readonly files: readonly FileFact[] }
  | { readonly id: number; readonly kind: 'failed'; readonly code: ProblemCode; readonly facts: Facts };
