/** Once shipped, never edited: the next change is a migration of its own. Times are ms since 1970, sizes are bytes. */
export const datasets = `
CREATE TABLE delivery (
  id TEXT PRIMARY KEY,
  submission_id TEXT NOT NULL UNIQUE,
  order_json TEXT NOT NULL,               -- frozen: a repeat must be the same order to the letter
  task_id TEXT,
  ordered_at_ms INTEGER NOT NULL,
  is_open INTEGER NOT NULL CHECK (is_open IN (0, 1))
) STRICT;
CREATE INDEX delivery_open ON delivery (is_open) WHERE is_open = 1;

CREATE TABLE dataset (
  id TEXT PRIMARY KEY,
  folder_id TEXT NOT NULL,
  key TEXT NOT NULL,
  is_folder INTEGER NOT NULL CHECK (is_folder IN (0, 1)),
  phase TEXT NOT NULL CHECK (phase IN ('settling','queued','submitting','transferring','verifying','delivered','held')),
  version INTEGER NOT NULL CHECK (version >= 1),
  content TEXT, files INTEGER NOT NULL DEFAULT 0, bytes INTEGER NOT NULL DEFAULT 0,
  destination_path TEXT,
  delivery_id TEXT REFERENCES delivery (id),
  held_for TEXT,
  found_at_ms INTEGER NOT NULL,
  phase_since_ms INTEGER NOT NULL,
  delivered_at_ms INTEGER,
  delivered_content TEXT,
  UNIQUE (folder_id, key),
  CHECK (phase NOT IN ('submitting','transferring','verifying') OR delivery_id IS NOT NULL), -- the id is on disk before the request leaves
  CHECK (phase IN ('settling','delivered','held') OR (content IS NOT NULL AND destination_path IS NOT NULL)),
  CHECK ((phase = 'held') = (held_for IS NOT NULL)),
  CHECK (phase <> 'delivered' OR delivered_at_ms IS NOT NULL)
) STRICT;
CREATE INDEX dataset_phase ON dataset (phase, phase_since_ms);
CREATE INDEX dataset_since ON dataset (phase_since_ms);
CREATE INDEX dataset_delivery ON dataset (delivery_id) WHERE delivery_id IS NOT NULL;
CREATE INDEX dataset_destination ON dataset (destination_path) WHERE destination_path IS NOT NULL;

CREATE TABLE file (
  dataset_id TEXT NOT NULL REFERENCES dataset (id),
  version INTEGER NOT NULL,
  path TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  modified_at_ms REAL NOT NULL,
  checksum TEXT, algorithm TEXT,
  PRIMARY KEY (dataset_id, version, path)
) STRICT, WITHOUT ROWID;

CREATE TABLE receipt (
  dataset_id TEXT NOT NULL REFERENCES dataset (id),
  version INTEGER NOT NULL,
  delivered_at_ms INTEGER NOT NULL,
  files INTEGER NOT NULL, bytes INTEGER NOT NULL,
  content TEXT NOT NULL,
  destination_path TEXT NOT NULL,
  task_id TEXT NOT NULL,
  order_json TEXT NOT NULL,
  PRIMARY KEY (dataset_id, version)
) STRICT;

CREATE TABLE history (
  id INTEGER PRIMARY KEY,
  dataset_id TEXT NOT NULL REFERENCES dataset (id),
  at_ms INTEGER NOT NULL,
  event TEXT NOT NULL,
  facts TEXT NOT NULL
) STRICT;
CREATE INDEX history_dataset ON history (dataset_id, id);
`;
