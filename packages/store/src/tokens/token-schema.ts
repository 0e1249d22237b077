/**
 * A token goes with its user's row: whoever is removed and made anew starts without tokens. `id` names a
 * token to people; it is the beginning of `hash`, so that whoever holds a token can find out which it is.
 * Lists are JSON. Times are milliseconds since the epoch.
 */
export const TOKEN_STEP: string = `CREATE TABLE token (
   hash      TEXT    NOT NULL PRIMARY KEY,
   id        TEXT    NOT NULL UNIQUE,
   user_id   INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
   label     TEXT    NOT NULL,
   scopes    TEXT    NOT NULL,
   hosts     TEXT,
   created   INTEGER NOT NULL,
   expires   INTEGER,
   revoked   INTEGER,
   last_used INTEGER
 ) STRICT, WITHOUT ROWID;
 CREATE INDEX token_of_user ON token (user_id)`
