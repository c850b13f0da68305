import type { WireFile } from '../protocol.ts'
import { CloseIcon, FileIcon } from './icons.tsx'
import { toSize } from './times.ts'

const toUrl = (file: WireFile): string => `/playground/files/${file.ref}`
const isPicture = (file: WireFile): boolean => /^image\/(png|jpeg|gif|webp)$/.test(file.mimeType)

export interface FileListParts {
  readonly files: readonly WireFile[]
  readonly remove?: (ref: string) => void
}

export function FileList({ files, remove }: FileListParts) {
  if (files.length === 0) return null
  return (
    <ul class="files" aria-label="Files">
      {files.map(file => (
        <li key={file.ref} class={isPicture(file) ? 'file picture' : 'file'}>
          <a href={toUrl(file)} target="_blank" rel="noreferrer" title={file.name}>
            {isPicture(file) ? <img src={toUrl(file)} alt={file.name} /> : <FileIcon />}
            {!isPicture(file) && (
              <span class="file-text">
                <span>{file.name}</span>
                <small>{toSize(file.sizeBytes)}</small>
              </span>
            )}
          </a>
          {remove && (
            <button
              type="button"
              class="quiet icon-only small"
              aria-label={`Remove ${file.name}`}
              onClick={() => remove(file.ref)}
            >
              <CloseIcon />
            </button>
          )}
        </li>
      ))}
    </ul>
  )
}
