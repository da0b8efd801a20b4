/**
 * IconButton.tsx — a tool: a drawing, a name, a tooltip.
 *
 * Promises: a click with the mouse leaves the focus where it was, so that the keys go on reading; Tab reaches
 *           it as any button.
 */
import type { MouseEvent } from 'react'
import { Icon } from './Icon.tsx'
import type { IconName } from './Icon.tsx'

interface Props {
  readonly icon: IconName
  /** The accessible name. */
  readonly name: string
  /** The tooltip: the name with its key. */
  readonly hint?: string
  readonly isPressed?: boolean | null
  readonly isFilled?: boolean
  readonly isDisabled?: boolean
  readonly hasMenu?: boolean
  readonly className?: string
  readonly onPress: (button: HTMLButtonElement) => void
}

const keepFocus = (event: MouseEvent) => {
  event.preventDefault()
}

export function IconButton(props: Props) {
  const { icon, name, hint = name, isPressed = null, isFilled = false, isDisabled = false, onPress } = props
  return (
    <button
      type="button"
      className={`tool ${props.className ?? ''}`}
      aria-label={name}
      title={hint}
      disabled={isDisabled}
      {...(isPressed === null ? {} : { 'aria-pressed': isPressed })}
      {...(props.hasMenu === true ? { 'aria-haspopup': 'menu' as const } : {})}
      onMouseDown={keepFocus}
      onClick={(event) => {
        onPress(event.currentTarget)
      }}
    >
      <Icon name={icon} isFilled={isFilled} />
    </button>
  )
}
