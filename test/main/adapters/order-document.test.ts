import { expect, it } from 'vitest';
import { documentOf } from '../../../main/adapters/route-transfer/transfer-route';

it('an order follows no link, goes encrypted, deletes nothing, and is verified by checksum', () => {
  const order = {
    submissionId: 's1',
    label: 'run',
    sourceCollectionId: 'from',
    destinationCollectionId: 'to',
    items: [{ datasetId: 'd1', sourcePath: '/run/', destinationPath: '/in/run/', isFolder: true }],
    filters: [{ method: 'exclude', type: 'file', name: 'done.txt' } as const],
  };
  expect(documentOf(order)).toMatchObject({
    recursive_symlinks: 'ignore',
    encrypt_data: true,
    delete_destination_extra: false,
    verify_checksum: true,
    sync_level: 3,
    preserve_timestamp: true,
    skip_source_errors: false, // a file that cannot be read is a failure, not a gap
    filter_rules: [{ method: 'exclude', type: 'file', name: 'done.txt' }],
    DATA: [{ source_path: '/run/', destination_path: '/in/run/', recursive: true }],
  });
});
