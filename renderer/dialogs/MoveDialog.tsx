/** MoveDialog.tsx — moves a paper or a folder into another folder, without dragging. */
import { useState } from 'react'
import type { Folder, FolderId } from '../../preload/contract/model.ts'
import { Modal } from '../parts/Modal.tsx'
import { useText } from '../text/useText.ts'
import { FolderSelect } from './FolderSelect.tsx'

interface Props {
  readonly title: string
  readonly from: FolderId | null
  readonly folders: readonly Folder[]
  /** Folders it cannot go into. */
  readonly isOut: (folder: Folder) => boolean
  readonly onMove: (folderId: FolderId | null) => void
  readonly onClose: () => void
}

export function MoveDialog({ title, from, folders, isOut, onMove, onClose }: Props) {
  const { words } = useText()
  const [folderId, setFolderId] = useState(from)
  return (
    <Modal title={words.move.title(title)} className="small" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          onMove(folderId)
        }}
      >
        <FolderSelect
          name={words.move.to}
          folders={folders}
          value={folderId}
          isOut={isOut}
          onChange={setFolderId}
        />
        <div className="modal-foot">
          <button type="submit" className="primary" disabled={folderId === from}>
            {words.move.move}
          </button>
        </div>
      </form>
    </Modal>
  )
}
