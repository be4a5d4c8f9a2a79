-- A user that reads an archive on ClickHouse for Grafana, and can do nothing else.
--
-- ClickHouse 24.8 and newer. Write a password in place of `change this password`, and another name in place of `lcscdr_archive` where the
-- archive's database has one, then run it as a user with ACCESS MANAGEMENT:
--
--   clickhouse-client --host click01.example.com --secure --user admin --ask-password --queries-file clickhouse-reader.sql
--
-- On a cluster run it on every server, or add ON CLUSTER behind each name. It may be run again: what is there stays, the password too.
-- To sign in by certificate say IDENTIFIED WITH ssl_certificate CN 'grafana_reader' instead.
-- To take it all back: DROP USER, DROP ROLE and DROP SETTINGS PROFILE of the three names.

-- Reads alone: 2, not 1, for every query says how it is to be understood, which is a setting.
CREATE SETTINGS PROFILE IF NOT EXISTS call_diagnostics_reader SETTINGS readonly = 2;

CREATE ROLE IF NOT EXISTS call_diagnostics_reader;

-- All tables of the archive and no others. What a user may read it also sees in system.columns.
GRANT SELECT ON lcscdr_archive.* TO call_diagnostics_reader;

CREATE USER IF NOT EXISTS grafana_reader IDENTIFIED WITH sha256_password BY 'change this password'
  SETTINGS PROFILE 'call_diagnostics_reader';

GRANT call_diagnostics_reader TO grafana_reader;
