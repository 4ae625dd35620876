-- What families call their children and the parts of a day beside the names on file, and when a part begins and ends.
ALTER TABLE child ADD COLUMN nicknames TEXT NOT NULL DEFAULT '';
ALTER TABLE child ADD COLUMN sex TEXT CONSTRAINT child_sex CHECK (sex IN ('F', 'M'));
ALTER TABLE slot ADD COLUMN nicknames TEXT NOT NULL DEFAULT '';
ALTER TABLE slot ADD COLUMN from_hour TEXT;
ALTER TABLE slot ADD COLUMN to_hour TEXT;
