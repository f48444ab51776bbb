/** Many that are held for one cause must not hide another cause: each is read by itself. */
export const heldCauses = `
CREATE INDEX dataset_held ON dataset (json_extract(held_for, '$.code'), phase_since_ms, id, folder_id) WHERE phase = 'held';
`;
