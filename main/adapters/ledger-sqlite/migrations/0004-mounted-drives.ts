/** Where drives are mounted below the watched folders, so that an app that starts while one is away knows of it. */
export const mountedDrives = `
CREATE TABLE mounted_drive (
  folder_id TEXT NOT NULL,
  path TEXT NOT NULL,  -- below the watched folder
  PRIMARY KEY (folder_id, path)
) STRICT, WITHOUT ROWID;
`;
