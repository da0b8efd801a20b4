/** KeepChoice.tsx — one of a few rules; a rule that is none of them is shown as it is. */
import type { KeepRule } from '../../preload/contract/model.ts'
import { unreachable } from '../../preload/contract/failure.ts'
import type { Words } from '../text/en.ts'
import { useText } from '../text/useText.ts'

interface Props {
  readonly name: string
  readonly rule: KeepRule
  readonly onChoose: (rule: KeepRule) => void
}

const rules: readonly KeepRule[] = [
  { kind: 'all' },
  ...[50, 100, 200, 500, 1000, 5000].map((count) => ({ kind: 'newest', count }) as const),
  ...[7, 30, 90, 365, 1095].map((days) => ({ kind: 'days', days }) as const),
]

export function KeepChoice({ name, rule, onChoose }: Props) {
  const { words } = useText()
  const offered = rules.some((each) => keyOf(each) === keyOf(rule)) ? rules : [rule, ...rules]
  return (
    <label className="field">
      <span>{name}</span>
      <select
        data-first
        value={keyOf(rule)}
        onChange={(event) => {
          const chosen = offered.find((each) => keyOf(each) === event.target.value)
          if (chosen !== undefined) onChoose(chosen)
        }}
      >
        {offered.map((each) => (
          <option key={keyOf(each)} value={keyOf(each)}>
            {describeRule(each, words)}
          </option>
        ))}
      </select>
    </label>
  )
}

export function describeRule(rule: KeepRule, { keeping }: Words): string {
  switch (rule.kind) {
    case 'all':
      return keeping.all
    case 'newest':
      return keeping.newest(rule.count)
    case 'days':
      return keeping.days(rule.days)
    default:
      return unreachable(rule)
  }
}

function keyOf(rule: KeepRule): string {
  return JSON.stringify(rule)
}
