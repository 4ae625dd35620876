-- Of a message that is too large only the beginning is stored: its whole size, in bytes.
ALTER TABLE inbox ADD COLUMN cut_from BIGINT;
