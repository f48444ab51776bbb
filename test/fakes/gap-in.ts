import { type FolderRule } from '../../main/domain/folder-rule';
import { type ListGap, Lists } from '../../main/domain/lists';

/** What the lists among the files of a dataset say, by their texts. */
export function gapIn(rule: FolderRule, texts: ReadonlyMap<string, string>): ListGap | null {
  if (rule.lists === null) return null;
  const lists = new Lists(rule.lists, rule);
  for (const [inner, text] of texts) {
    if (!lists.isList(inner)) continue;
    const take = lists.reader(inner);
    for (const line of text.split('\n')) take(line);
  }
  for (const inner of texts.keys()) lists.see(inner);
  return lists.gap();
}
