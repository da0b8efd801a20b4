/**
 * menu.ts — the system's menu bar. macOS needs one for copy, paste and quit, and names its roles itself; elsewhere
 * every command is in the window, in the reader's language.
 */
import { Menu } from 'electron'

export function setMenu(platform: NodeJS.Platform): void {
  if (platform !== 'darwin') {
    Menu.setApplicationMenu(null)
    return
  }
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }]),
  )
}
