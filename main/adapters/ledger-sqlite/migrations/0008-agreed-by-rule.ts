/** Whether a clean-up was agreed to by the rule of its folder, which may be another one by now. Of an older ledger's nobody knows. */
export const agreedByRule = `
ALTER TABLE clean_up ADD COLUMN is_by_rule INTEGER NOT NULL DEFAULT 0 CHECK (is_by_rule IN (0, 1));
`;
