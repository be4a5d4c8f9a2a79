/** File name of a back end as Grafana looks for it: `<executable>_<os>_<arch>`, with `.exe` on Windows. */
export function executableName(executable: string, platform: string): string {
  return `${executable}_${platform}${platform.startsWith('windows_') ? '.exe' : ''}`;
}
