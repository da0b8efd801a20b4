/**
 * boot.ts — the window's first script: last time's panes are painted before the program itself is read.
 *
 * Knows: the page's policy takes no style out of markup, so sizes and places of the panes come back here. The program is
 *        fetched meanwhile (modulepreload in index.html).
 */
import './styles/index.css'

const sheet = document.getElementById('sheet')
const begin = () => void import('./main.tsx')

if (sheet === null) begin()
else {
  for (const element of sheet.querySelectorAll<HTMLElement>('[data-style]')) {
    element.style.cssText = element.dataset['style'] ?? ''
  }
  for (const element of sheet.querySelectorAll<HTMLElement>('[data-top]')) {
    element.scrollTop = Number(element.dataset['top'])
  }
  sheet.dataset['set'] = ''
  let hasBegun = false
  const beginOnce = () => {
    if (!hasBegun) begin()
    hasBegun = true
  }
  new PerformanceObserver(beginOnce).observe({ type: 'paint', buffered: true })
  // A window that is not shown yet may never be painted.
  setTimeout(beginOnce, 250)
}
