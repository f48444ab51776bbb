/**
 * The rule that a manifest was taken by: what waits by another one is prepared anew, whenever that is noticed. What an older ledger
 * has waiting tells none, and is prepared anew.
 */
export const preparedBy = 'ALTER TABLE dataset ADD COLUMN prepared_by TEXT;';
