-- The tables of Spring Batch 6.0.6 (its schema-postgresql.sql) in a schema of their own, and the lock of each job.
-- Other than there: instants are timestamptz, so that no change of clocks and no other time zone of a machine
-- reorders or stretches a run; every table has a primary key; every foreign key has an index.

CREATE SCHEMA batch;

CREATE TABLE batch.BATCH_JOB_INSTANCE (
    JOB_INSTANCE_ID bigint PRIMARY KEY,
    VERSION bigint,
    JOB_NAME varchar(100) NOT NULL,
    JOB_KEY varchar(32) NOT NULL,
    UNIQUE (JOB_NAME, JOB_KEY)
);

CREATE TABLE batch.BATCH_JOB_EXECUTION (
    JOB_EXECUTION_ID bigint PRIMARY KEY,
    VERSION bigint,
    JOB_INSTANCE_ID bigint NOT NULL REFERENCES batch.BATCH_JOB_INSTANCE,
    CREATE_TIME timestamptz NOT NULL,
    START_TIME timestamptz,
    END_TIME timestamptz,
    STATUS varchar(10),
    EXIT_CODE varchar(2500),
    EXIT_MESSAGE varchar(2500),
    LAST_UPDATED timestamptz
);
CREATE INDEX ON batch.BATCH_JOB_EXECUTION (JOB_INSTANCE_ID);

CREATE TABLE batch.BATCH_JOB_EXECUTION_PARAMS (
    JOB_EXECUTION_ID bigint NOT NULL REFERENCES batch.BATCH_JOB_EXECUTION,
    PARAMETER_NAME varchar(100) NOT NULL,
    PARAMETER_TYPE varchar(100) NOT NULL,
    PARAMETER_VALUE varchar(2500),
    IDENTIFYING char(1) NOT NULL,
    PRIMARY KEY (JOB_EXECUTION_ID, PARAMETER_NAME)
);

CREATE TABLE batch.BATCH_STEP_EXECUTION (
    STEP_EXECUTION_ID bigint PRIMARY KEY,
    VERSION bigint NOT NULL,
    STEP_NAME varchar(100) NOT NULL,
    JOB_EXECUTION_ID bigint NOT NULL REFERENCES batch.BATCH_JOB_EXECUTION,
    CREATE_TIME timestamptz NOT NULL,
    START_TIME timestamptz,
    END_TIME timestamptz,
    STATUS varchar(10),
    COMMIT_COUNT bigint,
    READ_COUNT bigint,
    FILTER_COUNT bigint,
    WRITE_COUNT bigint,
    READ_SKIP_COUNT bigint,
    WRITE_SKIP_COUNT bigint,
    PROCESS_SKIP_COUNT bigint,
    ROLLBACK_COUNT bigint,
    EXIT_CODE varchar(2500),
    EXIT_MESSAGE varchar(2500),
    LAST_UPDATED timestamptz
);
CREATE INDEX ON batch.BATCH_STEP_EXECUTION (JOB_EXECUTION_ID);

CREATE TABLE batch.BATCH_STEP_EXECUTION_CONTEXT (
    STEP_EXECUTION_ID bigint PRIMARY KEY REFERENCES batch.BATCH_STEP_EXECUTION,
    SHORT_CONTEXT varchar(2500) NOT NULL,
    SERIALIZED_CONTEXT text
);

CREATE TABLE batch.BATCH_JOB_EXECUTION_CONTEXT (
    JOB_EXECUTION_ID bigint PRIMARY KEY REFERENCES batch.BATCH_JOB_EXECUTION,
    SHORT_CONTEXT varchar(2500) NOT NULL,
    SERIALIZED_CONTEXT text
);

CREATE SEQUENCE batch.BATCH_STEP_EXECUTION_SEQ;
CREATE SEQUENCE batch.BATCH_JOB_EXECUTION_SEQ;
CREATE SEQUENCE batch.BATCH_JOB_INSTANCE_SEQ;

-- Who runs, or ran last, a job for a run (such as its month). The advisory lock, not this row, keeps two apart; the
-- token, one more at every acquisition, is what each transaction of a run checks, so that whoever lost the lock
-- without noticing can write nothing any more.
CREATE TABLE batch.job_lock (
    job text,
    run text,
    token bigint NOT NULL CHECK (token > 0),
    holder text NOT NULL,
    acquired_at timestamptz NOT NULL,
    PRIMARY KEY (job, run)
);

-- The key of the advisory lock of a job and a run.
CREATE FUNCTION batch.job_lock_key(job text, run text) RETURNS bigint
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN hashtextextended('gymctl job ' || job || ' ' || run, 0);

GRANT USAGE ON SCHEMA batch TO gymctl_app;
GRANT EXECUTE ON FUNCTION batch.job_lock_key TO gymctl_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA batch TO gymctl_app;
GRANT SELECT, INSERT ON batch.BATCH_JOB_INSTANCE, batch.BATCH_JOB_EXECUTION_PARAMS TO gymctl_app;
GRANT SELECT, INSERT, UPDATE
    ON batch.BATCH_JOB_EXECUTION, batch.BATCH_STEP_EXECUTION,
       batch.BATCH_JOB_EXECUTION_CONTEXT, batch.BATCH_STEP_EXECUTION_CONTEXT, batch.job_lock
    TO gymctl_app;
