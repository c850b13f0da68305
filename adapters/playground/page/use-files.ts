import { useState } from 'preact/hooks'
import type { WireFile } from '../protocol.ts'
import { upload } from './api.ts'
import { tell } from './state.ts'

const most = 10

/** What is attached to a draft: chosen, pasted or dropped. */
export function useFiles() {
  const [files, setFiles] = useState<readonly WireFile[]>([])
  const [isDropping, setDropping] = useState(false)
  const attach = async (list: FileList | null | undefined): Promise<void> => {
    const chosen = [...(list ?? [])]
    if (chosen.length + files.length > most) return tell('Ten files at most.')
    const added = await Promise.all(chosen.map(upload))
    setFiles(now => [...now, ...added.filter(file => file !== undefined)])
  }
  return {
    files,
    setFiles,
    attach,
    isDropping,
    remove: (ref: string) => setFiles(files.filter(file => file.ref !== ref)),
    target: {
      onDragOver(event: DragEvent) {
        event.preventDefault()
        setDropping(true)
      },
      onDragLeave: () => setDropping(false),
      onDrop(event: DragEvent) {
        event.preventDefault()
        setDropping(false)
        attach(event.dataTransfer?.files)
      },
    },
  }
}
