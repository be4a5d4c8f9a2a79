#Requires -RunAsAdministrator
<#
.SYNOPSIS
Registers the archiver as a scheduled task and starts it.

.DESCRIPTION
Expects the executable and archive.yaml where calldiagnostics-archive.xml names them. Runs as Network Service unless a
group managed service account is named. Safe to run again: the task is replaced.

.EXAMPLE
.\install-task.ps1 -ServiceAccount 'CONTOSO\gmsa-archive$'
#>
param(
    # Account of the archiver; it needs to read archive.yaml and to write to the folder of the archive.
    [string] $ServiceAccount,
    [string] $TaskName = 'Call Diagnostics archiver'
)
$ErrorActionPreference = 'Stop'

[xml] $task = Get-Content -Raw -Path (Join-Path $PSScriptRoot 'calldiagnostics-archive.xml')
$exec = $task.Task.Actions.Exec
if (-not (Test-Path -Path $exec.Command)) {
    throw "There is no $($exec.Command). Copy the executable there, or change the path in calldiagnostics-archive.xml."
}
$config = ($exec.Arguments -split '--config ', 2)[1]
if (-not (Test-Path -Path $config)) {
    throw "There is no $config. Write it first: docs/archive.md shows one."
}

& $exec.Command archive init --config $config
if ($LASTEXITCODE -ne 0) {
    throw "archive init ended with exit code $LASTEXITCODE."
}
if ($ServiceAccount) {
    $principal = New-ScheduledTaskPrincipal -UserId $ServiceAccount -LogonType Password
    Register-ScheduledTask -TaskName $TaskName -Xml $task.OuterXml -Force | Out-Null
    Set-ScheduledTask -TaskName $TaskName -Principal $principal | Out-Null
} else {
    Register-ScheduledTask -TaskName $TaskName -Xml $task.OuterXml -Force | Out-Null
}
Start-ScheduledTask -TaskName $TaskName
Get-ScheduledTask -TaskName $TaskName
