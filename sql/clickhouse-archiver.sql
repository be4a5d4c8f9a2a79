-- A user that keeps an archive on ClickHouse: makes its tables, writes rows, and takes away what is to be forgotten.
--
-- ClickHouse 24.8 and newer. Write a password in place of `change this password`, and another name in place of `lcscdr_archive` where the
-- archive's database has one, then run it as a user with ACCESS MANAGEMENT:
--
--   clickhouse-client --host click01.example.com --secure --user admin --ask-password --queries-file clickhouse-archiver.sql
--
-- On a cluster run it on every server, or add ON CLUSTER behind each name. It may be run again: what is there stays, the password too.
-- To take it all back: DROP USER, DROP ROLE of the two names.

CREATE ROLE IF NOT EXISTS call_diagnostics_archiver;

-- The archive and nothing else.
GRANT SELECT, INSERT, ALTER DELETE, CREATE DATABASE, CREATE TABLE ON lcscdr_archive.* TO call_diagnostics_archiver;

GRANT TABLE ENGINE ON ReplacingMergeTree TO call_diagnostics_archiver;

-- Room on the disks, for `archive check`.
GRANT SELECT ON system.disks TO call_diagnostics_archiver;

-- On a cluster alone: tables over its shards, and statements for all of its servers.
-- GRANT REMOTE, CLUSTER ON *.* TO call_diagnostics_archiver;
-- GRANT TABLE ENGINE ON Distributed TO call_diagnostics_archiver;
-- GRANT TABLE ENGINE ON ReplicatedReplacingMergeTree TO call_diagnostics_archiver;

CREATE USER IF NOT EXISTS call_diagnostics_archiver IDENTIFIED WITH sha256_password BY 'change this password';

GRANT call_diagnostics_archiver TO call_diagnostics_archiver;
