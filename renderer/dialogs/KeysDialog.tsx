/** KeysDialog.tsx — the key sheet, drawn from the one key table. */
import { keyLabel } from '../keys/keyLabel.ts'
import { keyMap } from '../keys/keyMap.ts'
import type { KeyGroup } from '../keys/keyMap.ts'
import { isMac } from '../keys/platform.ts'
import { Modal } from '../parts/Modal.tsx'
import { useText } from '../text/useText.ts'

const groups: readonly KeyGroup[] = ['read', 'papers', 'move', 'window']

export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const { words } = useText()
  return (
    <Modal title={words.keys.title} className="keys" onClose={onClose}>
      <div className="key-groups">
        {groups.map((group) => (
          <section key={group}>
            <h3>{words.keys.groups[group]}</h3>
            <dl>
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
          </section>
        ))}
      </div>
      <p className="keys-note">{words.keys.tree}</p>
      <p className="keys-note">{words.keys.note}</p>
    </Modal>
  )
}
