/**
 * useArticleFrame.ts — joins the frame to the window: content in, clicks and keys out.
 *
 * Room:     renderer/panes.
 * Promises: an open article is set once and never again while it is open; a long one goes on to be drawn after that. No click in it navigates anything:
 *           links go to main, which opens the system browser; those inside the article are jumps.ts's.
 * Knows:    - the frame runs no script of its own; these listeners are the window's, which may reach in because
 *             the frame has our origin.
 *           - while the article has the focus, the up and down arrows scroll it.
 */
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { RefObject } from 'react'
import type { Article, ArticleId, Theme } from '../../preload/contract/model.ts'
import type { PortBoard } from '../state/ports.ts'
import type { Speech } from '../text/useText.ts'
import { setArticle } from './ArticleFrame.ts'
import { jumpAt, jumpsIn } from './jumps.ts'
import type { Jumps } from './jumps.ts'
import { isForPlayer, tellUnplayable, untellUnplayable } from './player.ts'

interface Wanted {
  readonly frame: RefObject<HTMLIFrameElement | null>
  readonly article: Article | null
  readonly speech: Speech
  readonly textSize: number
  readonly theme: Theme
  readonly ports: PortBoard
  readonly onLink: (url: string) => void
  readonly onKey: (event: KeyboardEvent) => void
  readonly onHover: (url: string | null) => void
  /** All of the article stands. */
  readonly onDrawn: (id: ArticleId) => void
  /** The reader went into the article. */
  readonly onEnter: () => void
  /** Whether the focus is in the article and ought to be seen: not while the reader points. */
  readonly onRing: (isSeen: boolean) => void
}

/** Share of the page that Space turns. */
const pageShare = 0.9
/** A page has come to rest by then. */
const glideMs = 600
const scrollKeys = new Set(['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End'])

export function useArticleFrame({
  frame,
  article,
  speech,
  textSize,
  theme,
  ports,
  ...on
}: Wanted): () => void {
  const [page, setPage] = useState<Document | null>(null)
  const { words } = speech
  /** Where the last press led to. */
  const glide = useRef({ way: 0, tall: 0, at: 0, top: 0 })
  /** What is scrolled to the end of may still be growing. */
  const isWhole = useRef(true)
  const jumps = useRef<Jumps | null>(null)
  const handlers = useRef({ ...on, words, article })
  useLayoutEffect(() => {
    handlers.current = { ...on, words, article }
  })

  useEffect(() => {
    if (page === null) return undefined
    const listeners = new AbortController()
    const { signal } = listeners
    const inside = jumpsIn(page, () => handlers.current.words.article)
    jumps.current = inside
    page.addEventListener('click', followLink, { signal, capture: true })
    page.addEventListener('auxclick', followLink, { signal, capture: true })
    page.addEventListener('submit', stop, { signal, capture: true })
    page.addEventListener('dragover', passDrag, { signal })
    page.addEventListener('drop', stop, { signal })
    page.addEventListener('error', missPicture, { signal, capture: true })
    page.addEventListener('playing', play, { signal, capture: true })
    page.addEventListener('keydown', pressKey, { signal })
    page.addEventListener('mouseover', hover, { signal })
    page.addEventListener('mouseover', inside.hover, { signal })
    page.addEventListener('scroll', inside.leave, { signal })
    page.addEventListener('focusin', enter, { signal })
    page.addEventListener('pointerdown', enter, { signal })
    page.addEventListener('pointerdown', point, { signal, capture: true })
    page.defaultView?.addEventListener('focus', come, { signal })
    page.defaultView?.addEventListener('blur', go, { signal })
    page.documentElement.addEventListener('mouseleave', leave, { signal })
    let points = false
    return () => {
      jumps.current = null
      listeners.abort()
    }

    function come(): void {
      handlers.current.onEnter()
      handlers.current.onRing(!points)
    }
    function go(): void {
      points = false
      handlers.current.onRing(false)
    }
    function point(): void {
      points = true
      handlers.current.onRing(false)
    }
    function followLink(event: MouseEvent): void {
      const anchor = linkAt(event.target)
      if (anchor === null) return
      event.preventDefault()
      if (inside.follow(event)) return
      if (event.type === 'click' || event.button === 1) handlers.current.onLink(anchor)
    }
    function missPicture(event: Event): void {
      const text = handlers.current.words.article
      replaceMissing(event.target, text.noPicture)
      tellUnplayable(event.target, text.cannotPlay)
    }
    function play(event: Event): void {
      untellUnplayable(event.target)
    }
    function pressKey(event: KeyboardEvent): void {
      if (isForPlayer(event)) return
      if (inside.press(event)) {
        event.preventDefault()
        return
      }
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey
      if (isPlain && event.key !== 'Shift') {
        points = false
        handlers.current.onRing(true)
      }
      if (isPlain && scrollKeys.has(event.key)) return
      handlers.current.onKey(event)
    }
    function passDrag(event: DragEvent): void {
      event.preventDefault()
      // The window lays its sheet over the frame, and the drop lands on that.
      window.dispatchEvent(new DragEvent('dragover', { dataTransfer: event.dataTransfer, cancelable: true }))
    }
    function hover(event: MouseEvent): void {
      handlers.current.onHover(jumpAt(event.target) === null ? linkAt(event.target) : null)
    }
    function enter(): void {
      handlers.current.onEnter()
    }
    function leave(): void {
      handlers.current.onHover(null)
      inside.leave()
    }
  }, [page])

  const { id = null, title = null, bodyHtml = null } = article ?? {}
  useLayoutEffect(() => {
    const opened = handlers.current.article
    if (page === null || opened === null) return undefined
    const drawing = new AbortController()
    isWhole.current = false
    jumps.current?.forget()
    setArticle(page, opened, speech, drawing.signal, () => {
      isWhole.current = true
      afterPaint(page, drawing.signal, () => {
        handlers.current.onDrawn(opened.id)
      })
    })
    return () => {
      drawing.abort()
    }
    // Marks change the article object, not what is set: only another text is set anew.
  }, [page, id, title, bodyHtml, speech])

  useLayoutEffect(() => {
    page?.documentElement.style.setProperty('--text-size', `${String(textSize)}px`)
  }, [page, textSize])

  useLayoutEffect(() => {
    if (page !== null) wear(page, theme)
  }, [page, theme])

  useEffect(
    () =>
      ports.plug('article', {
        focus: () => {
          frame.current?.focus()
          frame.current?.contentWindow?.focus()
        },
        scroll: (way) => {
          const view = frame.current?.contentWindow ?? null
          const root = frame.current?.contentDocument?.scrollingElement ?? null
          if (view === null || root === null) return 'at-end'
          const room = root.scrollHeight - root.clientHeight
          const isAtEnd = way === 1 ? root.scrollTop >= room - 2 : root.scrollTop <= 0
          if (isAtEnd) return isWhole.current || way === -1 ? 'at-end' : 'moved'
          const behavior = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth'
          // Pressed again while the page still glides: two presses are two pages.
          const { way: last, tall, at, top } = glide.current
          const isGliding = last === way && tall === root.scrollHeight && performance.now() - at < glideMs
          const from = isGliding ? top : root.scrollTop
          const goal = Math.max(0, Math.min(room, from + way * root.clientHeight * pageShare))
          glide.current = { way, tall: root.scrollHeight, at: performance.now(), top: goal }
          view.scrollTo({ top: goal, behavior })
          return 'moved'
        },
        isShown: () => (frame.current?.parentElement?.getClientRects().length ?? 0) > 0,
      }),
    [ports, frame],
  )

  return () => {
    setPage(frame.current?.contentDocument ?? null)
  }
}

function wear({ documentElement: { dataset } }: Document, theme: Theme): void {
  if (theme === 'system') delete dataset['theme']
  else dataset['theme'] = theme
}

/** A page that is not shown is not painted: then it is enough that it was laid out. */
function afterPaint(page: Document, signal: AbortSignal, work: () => void): void {
  page.body.getBoundingClientRect()
  let isDone = false
  const once = () => {
    if (isDone || signal.aborted) return
    isDone = true
    work()
  }
  requestAnimationFrame(() => setTimeout(once))
  setTimeout(once, 500)
}

function linkAt(target: EventTarget | null): string | null {
  if (target === null || !('closest' in target)) return null
  const anchor = (target as Element).closest('a[href]')
  return anchor?.getAttribute('href') ?? null
}

function stop(event: Event): void {
  event.preventDefault()
}

/** A picture that is not here leaves a quiet place with its words, not a broken sign. */
function replaceMissing(target: EventTarget | null, otherwise: string): void {
  const picture = target as HTMLImageElement | null
  if (picture?.tagName !== 'IMG') return
  const place = picture.ownerDocument.createElement('span')
  place.className = 'missing'
  place.textContent = picture.alt === '' ? otherwise : picture.alt
  picture.replaceWith(place)
}
