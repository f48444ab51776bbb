/**
 * What a disk tells a dataset by, whatever its name: so that one that was renamed is known. What an older ledger found has none
 * until it is prepared again, and is asked about as before.
 */
export const identity = `
ALTER TABLE dataset ADD COLUMN identity TEXT;
CREATE INDEX dataset_identity ON dataset (folder_id, identity) WHERE identity IS NOT NULL;
`;
