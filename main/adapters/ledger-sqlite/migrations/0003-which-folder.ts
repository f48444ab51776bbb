/**
 * What tells a run or a watched folder from another one in its place. What an older ledger found keeps the day in its path; when
 * its folders were made is known once they are prepared again.
 */
export const whichFolder = `
ALTER TABLE dataset ADD COLUMN dated_at_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE dataset ADD COLUMN born_at_ms REAL;
ALTER TABLE dataset ADD COLUMN finished_activity TEXT;  -- a person said of what it was then that it is finished
UPDATE dataset SET dated_at_ms = found_at_ms;
CREATE TABLE watched_folder (
  folder_id TEXT PRIMARY KEY,
  root TEXT NOT NULL CHECK (root IN ('disk', 'folder'))  -- whether a disk begins there
) STRICT, WITHOUT ROWID;
`;
