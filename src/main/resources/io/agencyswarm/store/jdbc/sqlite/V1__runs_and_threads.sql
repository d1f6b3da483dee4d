-- As for PostgreSQL, where the comments are. The process adds the functions now_ms(), its own clock,
-- and next_touch().

CREATE TABLE threads (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    agency     TEXT NOT NULL,
    thread_id  TEXT NOT NULL,
    caller     TEXT NOT NULL,
    principal  TEXT,
    title      TEXT NOT NULL,
    searched_title TEXT NOT NULL,
    has_chat_name INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    touch      INTEGER NOT NULL,
    list_id    INTEGER,
    item_count INTEGER NOT NULL,
    bytes      INTEGER NOT NULL,
    version    INTEGER NOT NULL,
    live_run   TEXT,
    deleted_at INTEGER
);
CREATE UNIQUE INDEX threads_by_id ON threads (agency, thread_id, caller) WHERE deleted_at IS NULL;
CREATE INDEX threads_by_caller ON threads (agency, caller, touch) WHERE deleted_at IS NULL;
CREATE INDEX threads_by_agency ON threads (agency, touch) WHERE deleted_at IS NULL;
CREATE INDEX threads_by_age ON threads (updated_at) WHERE deleted_at IS NULL;
CREATE INDEX threads_deleted ON threads (deleted_at) WHERE deleted_at IS NOT NULL;

CREATE TABLE runs (
    seq             INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id          TEXT NOT NULL UNIQUE,
    agency          TEXT NOT NULL,
    caller          TEXT NOT NULL,
    principal       TEXT,
    thread          INTEGER REFERENCES threads,
    items_elsewhere INTEGER NOT NULL,
    background      INTEGER NOT NULL,
    status          TEXT NOT NULL,
    attempt         INTEGER NOT NULL,
    owner           TEXT NOT NULL,
    owner_address   TEXT,
    created_at      INTEGER NOT NULL,
    started_at      INTEGER,
    ended_at        INTEGER,
    lease_until     INTEGER,
    last_event_id   INTEGER NOT NULL,
    list_id         INTEGER,
    first_item      INTEGER NOT NULL,
    last_item       INTEGER NOT NULL,
    ending          TEXT,
    response        TEXT,
    ending_bytes    INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX runs_by_caller ON runs (agency, caller, seq);
CREATE INDEX runs_by_agency ON runs (agency, seq);
CREATE INDEX runs_by_callers_status ON runs (agency, caller, status, seq);
CREATE INDEX runs_by_status ON runs (agency, status, seq);
CREATE INDEX runs_of_thread ON runs (thread, seq);
CREATE INDEX runs_of_list ON runs (thread, list_id);
CREATE INDEX runs_queued ON runs (thread, seq) WHERE status = 'queued';
CREATE INDEX runs_by_lease ON runs (lease_until) WHERE ended_at IS NULL;
CREATE INDEX runs_by_end ON runs (ended_at) WHERE ended_at IS NOT NULL;

CREATE TABLE item_lists (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    discarded INTEGER NOT NULL
);
CREATE INDEX item_lists_discarded ON item_lists (id) WHERE discarded = 1;

CREATE TABLE items (
    list_id INTEGER NOT NULL,
    no      INTEGER NOT NULL,
    bytes   INTEGER NOT NULL,
    json    TEXT NOT NULL,
    PRIMARY KEY (list_id, no)
);

CREATE TABLE callers (
    caller TEXT NOT NULL PRIMARY KEY,
    bytes  INTEGER NOT NULL
);

CREATE TABLE idempotency_keys (
    key_hash   TEXT NOT NULL PRIMARY KEY,
    body_hash  TEXT NOT NULL,
    run_id     TEXT NOT NULL,
    created_at INTEGER NOT NULL
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);
