-- Every list counts the messages of the last days that a person should read.
CREATE INDEX inbox_by_fate ON inbox (fate, received);
