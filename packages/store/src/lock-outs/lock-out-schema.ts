/** Times are milliseconds since the epoch. The empty user stands for everybody behind the prefix. */
export const LOCK_OUT_STEPS: readonly string[] = [
  `CREATE TABLE lock_out (
     user     TEXT    NOT NULL,
     client   TEXT    NOT NULL,
     refusals INTEGER NOT NULL,
     began    INTEGER NOT NULL,
     ends     INTEGER NOT NULL,
     PRIMARY KEY (user, client)
   ) STRICT, WITHOUT ROWID`,
]
