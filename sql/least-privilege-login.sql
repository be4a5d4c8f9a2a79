/*
  A login that reads the Call Diagnostic Reports in Grafana, and can do nothing else.

  SQL Server 2008 R2 and newer. Run it in LcsCDR, as a member of sysadmin, or of securityadmin who is db_owner there.
  sqlcmd takes the two variables from its environment, which keeps the password out of the command line:

    LoginName=grafana_reader LoginPassword=... sqlcmd -S sql01.example.com -d LcsCDR -b -i least-privilege-login.sql

  A Windows account (the plugin signs in to it by NTLM) has a backslash in its name and needs no password:

    LoginName='CONTOSO\svc-grafana' LoginPassword= sqlcmd -S ... as above

  In Management Studio switch on SQLCMD mode and put two lines on top: `:setvar LoginName grafana_reader` and
  `:setvar LoginPassword "..."`. A ' in the password is written twice, for sqlcmd and here alike.

  It may be run again: what is there stays, the password of an existing login too, and grants that were lost come back.
  To take it all back: DROP USER and DROP LOGIN of the login, then DROP ROLE call_diagnostics_reader.
*/
:on error exit
SET NOCOUNT ON;

IF OBJECT_ID(N'dbo.SessionDetailsView') IS NULL
  RAISERROR(N'This database has no dbo.SessionDetailsView. Run the script in LcsCDR: sqlcmd -d LcsCDR', 16, 1);
GO

IF DATABASE_PRINCIPAL_ID(N'call_diagnostics_reader') IS NULL
  CREATE ROLE call_diagnostics_reader;
GO

-- The views the reports read. They reach their tables by themselves, as both belong to dbo.
-- A view may bear another name on some servers; whatever a server does not have is passed over.
IF OBJECT_ID(N'dbo.SessionDetailsView') IS NOT NULL
  GRANT SELECT ON dbo.SessionDetailsView TO call_diagnostics_reader;
IF OBJECT_ID(N'dbo.MediaView') IS NOT NULL
  GRANT SELECT ON dbo.MediaView TO call_diagnostics_reader;
IF OBJECT_ID(N'dbo.VoipDetailsView') IS NOT NULL
  GRANT SELECT ON dbo.VoipDetailsView TO call_diagnostics_reader;
IF OBJECT_ID(N'dbo.VoipDetailView') IS NOT NULL
  GRANT SELECT ON dbo.VoipDetailView TO call_diagnostics_reader;
IF OBJECT_ID(N'dbo.ConferenceSessionDetailsView') IS NOT NULL
  GRANT SELECT ON dbo.ConferenceSessionDetailsView TO call_diagnostics_reader;
IF OBJECT_ID(N'dbo.ConferencesView') IS NOT NULL
  GRANT SELECT ON dbo.ConferencesView TO call_diagnostics_reader;
IF OBJECT_ID(N'dbo.ConferenceView') IS NOT NULL
  GRANT SELECT ON dbo.ConferenceView TO call_diagnostics_reader;
IF OBJECT_ID(N'dbo.FocusJoinsAndLeavesView') IS NOT NULL
  GRANT SELECT ON dbo.FocusJoinsAndLeavesView TO call_diagnostics_reader;
IF OBJECT_ID(N'dbo.McuJoinsAndLeavesView') IS NOT NULL
  GRANT SELECT ON dbo.McuJoinsAndLeavesView TO call_diagnostics_reader;
IF OBJECT_ID(N'dbo.ErrorReportView') IS NOT NULL
  GRANT SELECT ON dbo.ErrorReportView TO call_diagnostics_reader;
IF OBJECT_ID(N'dbo.ErrorReportsView') IS NOT NULL
  GRANT SELECT ON dbo.ErrorReportsView TO call_diagnostics_reader;
IF OBJECT_ID(N'dbo.ProgressReportView') IS NOT NULL
  GRANT SELECT ON dbo.ProgressReportView TO call_diagnostics_reader;
IF OBJECT_ID(N'dbo.ProgressReportsView') IS NOT NULL
  GRANT SELECT ON dbo.ProgressReportsView TO call_diagnostics_reader;

-- Dictionaries that fill the drop-down lists.
IF OBJECT_ID(N'dbo.Pools') IS NOT NULL
  GRANT SELECT ON dbo.Pools TO call_diagnostics_reader;
IF OBJECT_ID(N'dbo.EdgeServers') IS NOT NULL
  GRANT SELECT ON dbo.EdgeServers TO call_diagnostics_reader;
IF OBJECT_ID(N'dbo.Gateways') IS NOT NULL
  GRANT SELECT ON dbo.Gateways TO call_diagnostics_reader;
IF OBJECT_ID(N'dbo.ClientVersions') IS NOT NULL
  GRANT SELECT ON dbo.ClientVersions TO call_diagnostics_reader;

-- The server's own classification of diagnostic IDs; serverClassification: false does without.
IF OBJECT_ID(N'dbo.MsDiagMetaData') IS NOT NULL
  GRANT SELECT ON dbo.MsDiagMetaData TO call_diagnostics_reader;

-- The modalities of a session, where SessionDetailsView has no column MediaTypes: these three columns of the table.
IF OBJECT_ID(N'dbo.SessionDetails') IS NOT NULL
  GRANT SELECT ON dbo.SessionDetails (SessionIdTime, SessionIdSeq, MediaTypes) TO call_diagnostics_reader;
GO

-- The login, and its user in this database. CREATE takes no variables, hence the statements in texts.
DECLARE @login sysname, @password nvarchar(128), @statement nvarchar(max);
SET @login = N'$(LoginName)';
SET @password = N'$(LoginPassword)';
IF SUSER_ID(@login) IS NULL
BEGIN
  IF CHARINDEX(N'\', @login) > 0
    SET @statement = N'CREATE LOGIN ' + QUOTENAME(@login) + N' FROM WINDOWS';
  ELSE
    SET @statement = N'CREATE LOGIN ' + QUOTENAME(@login)
      + N' WITH PASSWORD = N''' + REPLACE(@password, N'''', N'''''') + N'''';
  EXEC (@statement);
END
IF DATABASE_PRINCIPAL_ID(@login) IS NULL
BEGIN
  SET @statement = N'CREATE USER ' + QUOTENAME(@login) + N' FOR LOGIN ' + QUOTENAME(@login);
  EXEC (@statement);
END
-- Not ALTER ROLE ... ADD MEMBER, which SQL Server 2008 R2 does not know.
EXEC sp_addrolemember @rolename = N'call_diagnostics_reader', @membername = @login;
GO
