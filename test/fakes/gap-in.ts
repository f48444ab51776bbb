import { type FolderRule } from '../../main/domain/folder-rule';
import { type ListedSum, ListedSums, type SeenFile } from '../../main/domain/listed-sums';
import { type ListGap, type ListReading, Lists } from '../../main/domain/lists';

/** What the lists among the files of a dataset say, by their texts. */
export function gapIn(rule: FolderRule, texts: ReadonlyMap<string, string>): ListGap | null {
  if (rule.lists === null) return null;
  const lists = new Lists(rule.lists, rule);
  readAll(lists, texts);
  for (const inner of texts.keys()) lists.see(inner);
  return lists.gap();
}

/** The checksums that the lists among these files have of them. */
export function sumsIn(rule: FolderRule, files: readonly (SeenFile & { readonly text?: string })[]): ListedSum[] {
  if (rule.lists === null) return [];
  const sums = new ListedSums(rule.lists);
  readAll(sums, new Map(files.map(({ path, text }) => [path, text ?? ''])));
  for (const file of files) sums.see(file);
  return [...sums.all()];
}

function readAll(lists: ListReading, texts: ReadonlyMap<string, string>): void {
  for (const [inner, text] of texts) {
    if (!lists.isList(inner)) continue;
    const take = lists.reader(inner);
    for (const line of text.split('\n')) take(line);
  }
}
