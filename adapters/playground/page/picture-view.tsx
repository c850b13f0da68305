import type { WireFile } from '../protocol.ts'
import { FileIcon } from './icons.tsx'
import { toSize } from './times.ts'

const toUrl = (file: WireFile): string => `/playground/files/${file.ref}`

export interface PictureParts {
  readonly file: WireFile
  readonly title: string
  readonly alt: string
}

/** A chart; what it shows stands under it for everybody. */
export const PictureView = ({ file, title, alt }: PictureParts) => (
  <figure class="picture">
    <a href={toUrl(file)} target="_blank" rel="noreferrer" title="Open in full size">
      <img src={toUrl(file)} alt={`${title}: ${alt}`} loading="lazy" />
    </a>
    <figcaption class="note">{alt}</figcaption>
  </figure>
)

export const DownloadView = ({ file, alt }: { file: WireFile; alt: string }) => (
  <div class="download">
    <a href={toUrl(file)} download={file.name}>
      <FileIcon />
      <span class="file-text">
        <span>{file.name}</span>
        <small>{toSize(file.sizeBytes)}</small>
      </span>
    </a>
    <p class="note">{alt}</p>
  </div>
)
