/** KeyRows.tsx — one group of the key table, as it is printed: on the key sheet and where no article is open. */
import { keyLabel } from './keyLabel.ts'
import { keyMap } from './keyMap.ts'
import type { KeyGroup } from './keyMap.ts'
import { isMac } from './platform.ts'
import { useText } from '../text/useText.ts'

export function KeyRows({ group }: { readonly group: KeyGroup }) {
  const { words } = useText()
  return (
    <dl className="key-rows">
      {keyMap
        .filter((binding) => binding.group === group)
        .map(({ command, keys }) => (
          <div key={command}>
            <dt>
              {keys.map((key) => (
                <kbd key={keyLabel(key, words, isMac)}>{keyLabel(key, words, isMac)}</kbd>
              ))}
            </dt>
            <dd>{words.commands[command]}</dd>
          </div>
        ))}
    </dl>
  )
}
