/**
 * Times are milliseconds since the epoch.
 *
 * Most entries are alike and are never looked at one by one, so they lie in segments: lines of
 * compressed JSON, as many as one batch had. Those that somebody will look for (see `hasRow`) also
 * have a row that says in which line of which segment they are.
 */
export const JOURNAL_STEPS: readonly string[] = [
  `CREATE TABLE segment (
     id             INTEGER PRIMARY KEY,
     first_time     INTEGER NOT NULL,
     last_time      INTEGER NOT NULL,
     first_exchange TEXT    NOT NULL,
     last_exchange  TEXT    NOT NULL,
     entries        INTEGER NOT NULL,
     lines          BLOB    NOT NULL
   ) STRICT;
   CREATE INDEX segment_by_time ON segment (last_time, first_time);

   CREATE TABLE faulted (
     segment  INTEGER NOT NULL REFERENCES segment (id) ON DELETE CASCADE,
     position INTEGER NOT NULL,
     time     INTEGER NOT NULL,
     fault    TEXT    NOT NULL,
     user     TEXT,
     PRIMARY KEY (segment, position)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX faulted_by_fault ON faulted (fault, time, user);

   CREATE TABLE gap (
     id      INTEGER PRIMARY KEY,
     time    INTEGER NOT NULL,
     entries INTEGER NOT NULL
   ) STRICT`,
]
