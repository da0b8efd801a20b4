/** FolderSelect.tsx — a choice among the folders, drawn as the tree they are. */
import type { Folder, FolderId } from '../../preload/contract/model.ts'
import { useText } from '../text/useText.ts'

interface Props {
  readonly name: string
  readonly folders: readonly Folder[]
  readonly value: FolderId | null
  readonly isOut?: (folder: Folder) => boolean
  readonly onChange: (folderId: FolderId | null) => void
}

export function FolderSelect({ name, folders, value, isOut = () => false, onChange }: Props) {
  const { words } = useText()
  return (
    <label className="field">
      <span>{name}</span>
      <select
        value={value ?? ''}
        onChange={(event) => {
          onChange(folders.find(({ id }) => id === event.target.value)?.id ?? null)
        }}
      >
        <option value="">{words.move.top}</option>
        {treeOf(folders, null, 0).map(({ folder, depth }) => (
          <option key={folder.id} value={folder.id} disabled={isOut(folder)}>
            {'\u2003'.repeat(depth)}
            {folder.title}
          </option>
        ))}
      </select>
    </label>
  )
}

interface Branch {
  readonly folder: Folder
  readonly depth: number
}

function treeOf(folders: readonly Folder[], parentId: FolderId | null, depth: number): readonly Branch[] {
  if (depth > 20) return []
  return folders
    .filter((folder) => folder.parentId === parentId)
    .sort((a, b) => a.position - b.position)
    .flatMap((folder) => [{ folder, depth }, ...treeOf(folders, folder.id, depth + 1)])
}
