/** fields.tsx — the two kinds of setting: one of several, and on or off. Native controls, named. */
import { useId } from 'react'

interface ChoiceProps<T extends string | number> {
  readonly name: string
  readonly value: T | number
  readonly options: readonly (readonly [T, string])[]
  readonly onChoose: (value: T) => void
}

/** A value that is none of the options is shown as it is, so that nothing changes by looking. */
export function Choice<T extends string | number>({ name, value, options, onChoose }: ChoiceProps<T>) {
  const isKnown = options.some(([option]) => option === value)
  return (
    <label className="field">
      <span>{name}</span>
      <select
        value={String(value)}
        onChange={(event) => {
          const chosen = options.find(([option]) => String(option) === event.target.value)
          if (chosen !== undefined) onChoose(chosen[0])
        }}
      >
        {isKnown ? null : <option value={String(value)}>{String(value)}</option>}
        {options.map(([option, words]) => (
          <option key={String(option)} value={String(option)}>
            {words}
          </option>
        ))}
      </select>
    </label>
  )
}

interface SwitchProps {
  readonly name: string
  readonly hint: string
  readonly isOn: boolean
  readonly onSwitch: (isOn: boolean) => void
}

export function Switch({ name, hint, isOn, onSwitch }: SwitchProps) {
  const id = useId()
  return (
    <div className="field field-switch">
      <label htmlFor={id}>
        <span>{name}</span>
        <small>{hint}</small>
      </label>
      <input
        id={id}
        type="checkbox"
        role="switch"
        checked={isOn}
        onChange={(event) => {
          onSwitch(event.target.checked)
        }}
      />
    </div>
  )
}
