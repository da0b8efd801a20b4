/** main.mjs — the least that an Electron program can be: one window, one line of text. What every start is compared with. */
import { app, BrowserWindow } from 'electron'

const page = 'data:text/html,<!doctype html><title>Empty</title><p>Empty</p>'
void app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1280,
    height: 820,
    show: false,
    webPreferences: { sandbox: true },
  })
  window.once('ready-to-show', () => window.show())
  void window.loadURL(page)
})
app.on('window-all-closed', () => app.quit())
