/** main.tsx — the program in the window: one reader, one root. The only home of react-dom. */
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { bridge } from './bridge.ts'
import { clearFrontSheet, keepFrontSheet } from './frontSheet.ts'
import { createReader, pageScreen } from './state/reader.ts'
import { ReaderContext } from './state/useReader.ts'

const reader = createReader(bridge, pageScreen(document))
const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')

createRoot(root).render(
  <ReaderContext value={reader}>
    <App />
  </ReaderContext>,
)
clearFrontSheet(reader)
keepFrontSheet(reader, bridge)
void reader.start()
