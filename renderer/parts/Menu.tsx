/**
 * Menu.tsx — a menu at a point of the window.
 *
 * Promises: arrows, Home, End, first letters, Enter and Escape as menus have them; the focus goes back to
 *           where it was; it never hangs over the edge of the window. In the top layer (popover), so that no
 *           pane can cut it off.
 */
import { useLayoutEffect, useRef } from 'react'
import type { KeyboardEvent } from 'react'
import { Icon } from './Icon.tsx'

export type MenuItem =
  | 'rule'
  | {
      readonly name: string
      readonly key?: string
      readonly isChecked?: boolean
      /** It stands where it always does, and does nothing now. */
      readonly isDisabled?: boolean
      readonly onChoose: () => void
    }

export interface MenuAt {
  readonly x: number
  readonly y: number
}

interface Props {
  readonly name: string
  readonly at: MenuAt
  readonly items: readonly MenuItem[]
  readonly onClose: () => void
}

export function Menu({ name, at, items, onClose }: Props) {
  const menu = useRef<HTMLDivElement>(null)

  // Before the drawing goes, so that the focus can still be handed back.
  useLayoutEffect(() => {
    const element = menu.current
    if (element === null) return undefined
    const before = document.activeElement
    if (typeof element.showPopover === 'function') element.showPopover()
    const { width, height } = element.getBoundingClientRect()
    element.style.left = `${String(Math.max(8, Math.min(at.x, window.innerWidth - width - 8)))}px`
    element.style.top = `${String(Math.max(8, Math.min(at.y, window.innerHeight - height - 8)))}px`
    element.querySelector<HTMLElement>('[role^=menuitem]')?.focus()
    const closeOutside = (event: Event) => {
      if (event.target instanceof Node && element.contains(event.target)) return
      onClose()
    }
    window.addEventListener('pointerdown', closeOutside, true)
    window.addEventListener('blur', onClose)
    return () => {
      window.removeEventListener('pointerdown', closeOutside, true)
      window.removeEventListener('blur', onClose)
      if (before instanceof HTMLElement && element.contains(document.activeElement)) before.focus()
    }
  }, [at, onClose])

  return (
    <div ref={menu} role="menu" aria-label={name} className="menu" popover="manual" onKeyDown={onKeyDown}>
      {items.map((item, i) =>
        item === 'rule' ? (
          <hr key={`rule ${String(i)}`} />
        ) : (
          <button
            key={item.name}
            type="button"
            role={item.isChecked === undefined ? 'menuitem' : 'menuitemcheckbox'}
            tabIndex={-1}
            {...(item.isChecked === undefined ? {} : { 'aria-checked': item.isChecked })}
            aria-disabled={item.isDisabled === true}
            onClick={() => {
              if (item.isDisabled === true) return
              onClose()
              item.onChoose()
            }}
          >
            <span className="menu-check">{item.isChecked === true ? <Icon name="check" /> : null}</span>
            <span className="menu-name">{item.name}</span>
            {item.key === undefined ? null : <kbd>{item.key}</kbd>}
          </button>
        ),
      )}
    </div>
  )

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    event.stopPropagation()
    const all = Array.from(event.currentTarget.querySelectorAll<HTMLElement>('[role^=menuitem]'))
    const at = all.findIndex((item) => item === document.activeElement)
    const goTo = (i: number) => {
      event.preventDefault()
      all.at(i % all.length)?.focus()
    }
    if (event.key === 'ArrowDown') goTo(at + 1)
    else if (event.key === 'ArrowUp') goTo(at - 1)
    else if (event.key === 'Home') goTo(0)
    else if (event.key === 'End') goTo(-1)
    else if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault()
      onClose()
    } else if (event.key.length === 1 && event.key !== ' ') {
      const letter = event.key.toLowerCase()
      const next = [...all.slice(at + 1), ...all.slice(0, at + 1)].find((item) =>
        item.querySelector('.menu-name')?.textContent.toLowerCase().startsWith(letter),
      )
      next?.focus()
    }
  }
}
