import { type Dataset, newDataset } from '../../main/domain/dataset';

/** Files that a person deleted before they were sent: each waits for that person's word. */
export function goneUnsent(count: number, folderId: string): readonly Dataset[] {
  return Array.from({ length: count }, (_, at) => {
    const key = `gone-${String(at)}`;
    return {
      ...newDataset(`${folderId} ${key}`, folderId, { key, isFolder: false, bornAtMs: null, identity: null }, 0),
      phase: 'held',
      heldFor: { code: 'dataset.goneUnsent', facts: { name: key }, requestId: null },
    };
  });
}
