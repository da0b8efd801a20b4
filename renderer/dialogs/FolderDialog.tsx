/** FolderDialog.tsx — a new folder: its name and where it stands. */
import { useState } from 'react'
import type { Folder, FolderId } from '../../preload/contract/model.ts'
import { Modal } from '../parts/Modal.tsx'
import { useText } from '../text/useText.ts'
import { FolderSelect } from './FolderSelect.tsx'

interface Props {
  readonly parentId: FolderId | null
  readonly folders: readonly Folder[]
  readonly onCreate: (title: string, parentId: FolderId | null) => void
  readonly onClose: () => void
}

export function FolderDialog({ parentId, folders, onCreate, onClose }: Props) {
  const { words } = useText()
  const [title, setTitle] = useState('')
  const [inside, setInside] = useState(parentId)
  return (
    <Modal title={words.folder.title} className="small" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (title.trim() !== '') onCreate(title.trim(), inside)
        }}
      >
        <label className="field">
          <span>{words.folder.name}</span>
          <input
            type="text"
            value={title}
            maxLength={200}
            data-first
            onChange={(event) => {
              setTitle(event.target.value)
            }}
          />
        </label>
        {folders.length === 0 ? null : (
          <FolderSelect name={words.folder.inside} folders={folders} value={inside} onChange={setInside} />
        )}
        <div className="modal-foot">
          <button type="submit" className="primary" disabled={title.trim() === ''}>
            {words.folder.create}
          </button>
        </div>
      </form>
    </Modal>
  )
}
