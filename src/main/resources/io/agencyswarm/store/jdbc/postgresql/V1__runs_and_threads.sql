-- The store's clock, in milliseconds since the epoch. All times are of it, so that the clocks of the processes play no part.
-- STABLE, although it moves: it is asked once for a statement, and an index may be used with it.
CREATE FUNCTION now_ms() RETURNS bigint LANGUAGE sql STABLE
    AS $$ SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint $$;

-- Orders the threads by their last update: two may come within a millisecond.
CREATE SEQUENCE touches;
CREATE FUNCTION next_touch() RETURNS bigint LANGUAGE sql VOLATILE
    AS $$ SELECT nextval('touches') $$;

-- A caller's name is a hash of the subject of its token; empty where there is no token. So a long subject fits an index.
CREATE TABLE threads (
    id         bigint  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    agency     text    NOT NULL,
    thread_id  text    NOT NULL,
    caller     text    NOT NULL,
    principal  text,
    title      text    NOT NULL,
    searched_title text NOT NULL,           -- the title in lower case
    has_chat_name smallint NOT NULL,        -- whether a run gave it the title
    created_at bigint  NOT NULL,
    updated_at bigint  NOT NULL,
    touch      bigint  NOT NULL,            -- the number of the last update among those of all threads
    list_id    bigint,                      -- the list with its items, null before the first; a history that replaces them begins another list
    item_count integer NOT NULL,
    bytes      bigint  NOT NULL,
    version    bigint  NOT NULL,
    live_run   text,
    deleted_at bigint                       -- when it was deleted, null before; the sweep then deletes its runs and this row
);
CREATE UNIQUE INDEX threads_by_id ON threads (agency, thread_id, caller) WHERE deleted_at IS NULL;
CREATE INDEX threads_by_caller ON threads (agency, caller, touch) WHERE deleted_at IS NULL;
CREATE INDEX threads_by_agency ON threads (agency, touch) WHERE deleted_at IS NULL;
CREATE INDEX threads_by_age ON threads (updated_at) WHERE deleted_at IS NULL;
CREATE INDEX threads_deleted ON threads (deleted_at) WHERE deleted_at IS NOT NULL;

CREATE TABLE runs (
    seq             bigint   GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run_id          text     NOT NULL UNIQUE,
    agency          text     NOT NULL,
    caller          text     NOT NULL,
    principal       text,
    thread          bigint   REFERENCES threads,
    items_elsewhere smallint NOT NULL,
    background      smallint NOT NULL,
    status          text     NOT NULL,
    attempt         bigint   NOT NULL,      -- grows when the run is given up; its owner's writes name it
    owner           text     NOT NULL,      -- the process
    owner_address   text,
    created_at      bigint   NOT NULL,
    started_at      bigint,
    ended_at        bigint,
    lease_until     bigint,
    last_event_id   bigint   NOT NULL,
    list_id         bigint,                 -- the list with its items; null while it waits for its thread
    first_item      integer  NOT NULL,      -- its items are those after this number …
    last_item       integer  NOT NULL,      -- … up to this one
    ending          text,                   -- how it ended, as JSON
    response        text,                   -- its answer, as JSON; apart, because lists do not read it
    ending_bytes    bigint   NOT NULL DEFAULT 0 -- what its answer counts among the bytes of its caller
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

-- Lists of items. A thread has one list at a time, and a run of it has a part of a list. A list of a run without a thread
-- is its own.
CREATE TABLE item_lists (
    id        bigint   GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    discarded smallint NOT NULL             -- whether nothing refers to it any more; the sweep deletes its items and this row
);
CREATE INDEX item_lists_discarded ON item_lists (id) WHERE discarded = 1;

-- Each item once.
CREATE TABLE items (
    list_id bigint  NOT NULL,
    no      integer NOT NULL,               -- from 1, without gaps
    bytes   integer NOT NULL,
    json    text    NOT NULL,
    PRIMARY KEY (list_id, no)
);

-- The bytes of items and answers that a caller has.
CREATE TABLE callers (
    caller text   NOT NULL PRIMARY KEY,
    bytes  bigint NOT NULL
);

CREATE TABLE idempotency_keys (
    key_hash   text   NOT NULL PRIMARY KEY,
    body_hash  text   NOT NULL,
    run_id     text   NOT NULL,
    created_at bigint NOT NULL
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);
