-- Applying the expense rules to what is there already goes on in pieces, so it can be under way when
-- Tillwise ends: then the owner has it finished or taken back. What was there is done, or taken back.

ALTER TABLE expense_rule_run ADD COLUMN state text DEFAULT 'done' NOT NULL;
ALTER TABLE expense_rule_run ADD COLUMN reach text DEFAULT 'uncategorized' NOT NULL;
ALTER TABLE expense_rule_run ADD COLUMN restored integer DEFAULT 0 NOT NULL;
ALTER TABLE expense_rule_run ADD COLUMN undone_to integer DEFAULT 0 NOT NULL;
UPDATE expense_rule_run SET state = 'undone' WHERE undone_at IS NOT NULL;
