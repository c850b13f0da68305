import { graphemesOf } from './grapheme.ts'

const wide =
  /\p{Emoji_Presentation}|\p{Regional_Indicator}|\ufe0f|[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u
const invisible = /^[\p{Mark}\p{Default_Ignorable_Code_Point}\p{Control}]*$/u

/** How many columns of a monospace font the text takes: two for East Asian characters and emoji. */
export function displayWidth(text: string): number {
  return graphemesOf(text).reduce((width, grapheme) => width + graphemeWidth(grapheme), 0)
}

function graphemeWidth(grapheme: string): number {
  if (invisible.test(grapheme)) return 0
  return wide.test(grapheme) ? 2 : 1
}

/** The text in lines of at most `width` columns, between words where it can be. */
export function wrapToWidth(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/).flatMap(word => piecesOf(word, width))) {
    const longer = line === '' ? word : `${line} ${word}`
    if (displayWidth(longer) <= width) line = longer
    else {
      lines.push(line)
      line = word
    }
  }
  return [...lines, line]
}

function piecesOf(word: string, width: number): string[] {
  if (displayWidth(word) <= width) return [word]
  const pieces = ['']
  for (const grapheme of graphemesOf(word)) {
    const longer = `${pieces.at(-1)}${grapheme}`
    if (displayWidth(longer) <= width) pieces[pieces.length - 1] = longer
    else pieces.push(grapheme)
  }
  return pieces.filter(piece => piece !== '')
}
