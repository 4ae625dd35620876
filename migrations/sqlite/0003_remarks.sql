-- What a family wrote beside its request and nobody could read as an order: the director sees it with the line.
ALTER TABLE request ADD COLUMN remark TEXT;
CREATE INDEX request_with_remark ON request (number) WHERE remark IS NOT NULL;
