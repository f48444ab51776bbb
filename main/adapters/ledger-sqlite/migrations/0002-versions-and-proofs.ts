/**
 * Manifests that were ordered keep their number; proofs are kept file by file; files that go last; what was sent where;
 * who sent it; local copies that are gone; clean-ups; counters, so that no view has to count rows.
 * Of what a ledger of version 1 sent, each receipt tells the place, and the order that of what has none yet.
 */
export const versionsAndProofs = `
ALTER TABLE dataset ADD COLUMN activity TEXT;
ALTER TABLE dataset ADD COLUMN last_files INTEGER NOT NULL DEFAULT 0;
ALTER TABLE dataset ADD COLUMN stage TEXT NOT NULL DEFAULT 'first' CHECK (stage IN ('first', 'last'));
ALTER TABLE dataset ADD COLUMN first_task_id TEXT;
ALTER TABLE dataset ADD COLUMN ordered_version INTEGER NOT NULL DEFAULT 0;
ALTER TABLE dataset ADD COLUMN ordered_content TEXT;
ALTER TABLE dataset ADD COLUMN own_from_version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE dataset ADD COLUMN gone_at_ms INTEGER;
UPDATE dataset SET activity = content;
UPDATE dataset SET ordered_version = version, ordered_content = content WHERE delivery_id IS NOT NULL;
-- Of what changed since it was ordered, the latest version that was is not known any more; the one before may have been.
UPDATE dataset SET ordered_version = max(1, version - 1) WHERE delivery_id IS NULL AND
  (delivered_at_ms IS NOT NULL OR EXISTS (SELECT 1 FROM history WHERE dataset_id = dataset.id AND event = 'ordered'));
CREATE INDEX dataset_phase_folder ON dataset (phase, folder_id, phase_since_ms, id);
-- One for each order of the window's list. Each holds all that the list can be filtered by, so that a page is found in
-- the index alone, however far down it is.
DROP INDEX dataset_since;
CREATE INDEX dataset_by_time ON dataset (phase_since_ms, folder_id, phase, key);
CREATE INDEX dataset_by_name ON dataset (key COLLATE NOCASE, folder_id, phase, phase_since_ms);
CREATE INDEX dataset_by_size ON dataset (bytes, folder_id, phase, phase_since_ms, key);
CREATE INDEX dataset_delivered ON dataset (folder_id, delivered_at_ms);
CREATE INDEX dataset_delivered_ever ON dataset (delivered_at_ms);

ALTER TABLE file ADD COLUMN is_last INTEGER NOT NULL DEFAULT 0 CHECK (is_last IN (0, 1));
ALTER TABLE file ADD COLUMN task_id TEXT;

ALTER TABLE delivery ADD COLUMN client_id TEXT NOT NULL DEFAULT '';
ALTER TABLE delivery ADD COLUMN missed INTEGER;
CREATE INDEX delivery_task ON delivery (task_id) WHERE task_id IS NOT NULL;

ALTER TABLE receipt ADD COLUMN client_id TEXT NOT NULL DEFAULT '';
ALTER TABLE receipt ADD COLUMN source_collection_id TEXT NOT NULL DEFAULT '';
ALTER TABLE receipt ADD COLUMN source_path TEXT NOT NULL DEFAULT '';
ALTER TABLE receipt ADD COLUMN destination_collection_id TEXT NOT NULL DEFAULT '';
UPDATE receipt SET
  source_collection_id = coalesce(json_extract(order_json, '$.sourceCollectionId'), ''),
  destination_collection_id = coalesce(json_extract(order_json, '$.destinationCollectionId'), '');
ALTER TABLE receipt DROP COLUMN order_json; -- the whole order with each of its datasets; the delivery has it
UPDATE file SET task_id = (SELECT task_id FROM receipt
  WHERE receipt.dataset_id = file.dataset_id AND receipt.version = file.version);

CREATE TABLE sent (
  dataset_id TEXT NOT NULL REFERENCES dataset (id),
  version INTEGER NOT NULL,
  collection_id TEXT NOT NULL,
  destination_path TEXT NOT NULL,
  PRIMARY KEY (dataset_id, version, collection_id, destination_path)
) STRICT, WITHOUT ROWID;
CREATE INDEX sent_place ON sent (destination_path);
INSERT INTO sent
  SELECT dataset_id, version, destination_collection_id, destination_path FROM receipt;
INSERT OR IGNORE INTO sent
  SELECT dataset.id, version, json_extract(order_json, '$.destinationCollectionId'), destination_path
    FROM dataset JOIN delivery ON delivery.id = delivery_id WHERE destination_path IS NOT NULL;

-- What a task copied of a folder that came into it after the manifest was taken: it is ours at the destination, too.
CREATE TABLE copied_beside (
  dataset_id TEXT NOT NULL REFERENCES dataset (id),
  version INTEGER NOT NULL,
  path TEXT NOT NULL,
  PRIMARY KEY (dataset_id, path, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE clean_up (
  dataset_id TEXT NOT NULL REFERENCES dataset (id),
  version INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('agreed', 'removing', 'done', 'refused')),
  how TEXT NOT NULL CHECK (how IN ('trash', 'delete')),
  at_ms INTEGER NOT NULL,
  files INTEGER NOT NULL DEFAULT 0, bytes INTEGER NOT NULL DEFAULT 0,
  path TEXT, reason TEXT,
  PRIMARY KEY (dataset_id, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX clean_up_state ON clean_up (state, at_ms);
CREATE TABLE removal (
  id INTEGER PRIMARY KEY,
  dataset_id TEXT NOT NULL REFERENCES dataset (id),
  version INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  path TEXT NOT NULL, bytes INTEGER NOT NULL,
  checksum TEXT NOT NULL, algorithm TEXT NOT NULL,
  how TEXT NOT NULL CHECK (how IN ('trash', 'delete')),
  is_done INTEGER NOT NULL CHECK (is_done IN (0, 1))
) STRICT;
CREATE INDEX removal_dataset ON removal (dataset_id, version);

CREATE TABLE tally (
  folder_id TEXT NOT NULL,
  phase TEXT NOT NULL,
  datasets INTEGER NOT NULL, files INTEGER NOT NULL, bytes INTEGER NOT NULL,
  PRIMARY KEY (folder_id, phase)
) STRICT, WITHOUT ROWID;
INSERT INTO tally SELECT folder_id, phase, count(*), sum(files), sum(bytes) FROM dataset GROUP BY folder_id, phase;
CREATE TRIGGER tally_added AFTER INSERT ON dataset BEGIN
  INSERT INTO tally VALUES (new.folder_id, new.phase, 1, new.files, new.bytes)
    ON CONFLICT DO UPDATE SET datasets = datasets + 1, files = files + new.files, bytes = bytes + new.bytes;
END;
CREATE TRIGGER tally_moved AFTER UPDATE ON dataset
  WHEN old.phase <> new.phase OR old.files <> new.files OR old.bytes <> new.bytes OR old.folder_id <> new.folder_id BEGIN
  UPDATE tally SET datasets = datasets - 1, files = files - old.files, bytes = bytes - old.bytes
    WHERE folder_id = old.folder_id AND phase = old.phase;
  INSERT INTO tally VALUES (new.folder_id, new.phase, 1, new.files, new.bytes)
    ON CONFLICT DO UPDATE SET datasets = datasets + 1, files = files + new.files, bytes = bytes + new.bytes;
END;
CREATE TRIGGER tally_forgotten AFTER DELETE ON dataset BEGIN
  UPDATE tally SET datasets = datasets - 1, files = files - old.files, bytes = bytes - old.bytes
    WHERE folder_id = old.folder_id AND phase = old.phase;
END;
`;
