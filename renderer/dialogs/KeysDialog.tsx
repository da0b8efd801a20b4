/** KeysDialog.tsx — the key sheet, drawn from the one key table. */
import { KeyRows } from '../keys/KeyRows.tsx'
import type { KeyGroup } from '../keys/keyMap.ts'
import { Modal } from '../parts/Modal.tsx'
import { useText } from '../text/useText.ts'

const groups: readonly KeyGroup[] = ['daily', 'read', 'papers', 'move', 'window']

export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const { words } = useText()
  return (
    <Modal title={words.keys.title} className="keys" onClose={onClose}>
      <div className="key-groups">
        {groups.map((group) => (
          <section key={group} data-group={group}>
            <h3>{words.keys.groups[group]}</h3>
            <KeyRows group={group} />
          </section>
        ))}
      </div>
      <p className="keys-note">{words.keys.tree}</p>
      <p className="keys-note">{words.keys.note}</p>
    </Modal>
  )
}
