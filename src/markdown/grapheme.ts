const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Characters that always start a grapheme, so that looking further back is not needed. */
const isStarter = (code: number) =>
  (code >= 0x20 && code < 0x7f) || (code >= 0x3400 && code <= 0x9fff) || isKana(code)

const isKana = (code: number) =>
  (code >= 0x3041 && code <= 0x3096) || (code >= 0x30a1 && code <= 0x30fa)

/** The last place at or before `position` where the text can be cut without breaking a character; 0 if there is none. */
export function graphemeBoundary(text: string, position: number): number {
  if (position >= text.length) return text.length
  let from = position - 1
  while (from > 0 && !isStarter(text.charCodeAt(from))) from -= 1
  if (from < 0) return 0
  const around = segmenter.segment(text.slice(from, position + 2))
  return from + (around.containing(position - from)?.index ?? 0)
}

/** The same without regard to accents and joiners: only surrogate pairs stay whole. */
export function codePointBoundary(text: string, position: number): number {
  const code = text.charCodeAt(position)
  const previous = text.charCodeAt(position - 1)
  const inPair = code >= 0xdc00 && code < 0xe000 && previous >= 0xd800 && previous < 0xdc00
  return inPair ? position - 1 : position
}

export function graphemesOf(text: string): string[] {
  if (/^[\x20-\x7e]*$/.test(text)) return [...text]
  return Array.from(segmenter.segment(text), part => part.segment)
}
