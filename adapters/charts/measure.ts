/** Of Inter Regular, for the characters from space to tilde, in thousandths of the font's size. */
const widths = [
  281, 288, 466, 633, 642, 982, 644, 300, 365, 365, 501, 662, 288, 460, 288, 360, 631, 407, 610,
  618, 646, 593, 620, 566, 619, 620, 288, 302, 662, 662, 662, 511, 966, 690, 654, 730, 722, 601,
  590, 746, 743, 269, 571, 672, 565, 903, 753, 765, 639, 765, 644, 642, 646, 744, 690, 985, 682,
  679, 629, 365, 360, 365, 471, 456, 323, 562, 612, 571, 612, 583, 370, 613, 591, 242, 242, 549,
  242, 876, 591, 600, 612, 612, 376, 528, 327, 591, 562, 818, 546, 562, 552, 426, 333, 426, 662,
]
const latin = 650
const wide = 1050
/** Semibold is a little wider; erring on this side never overlaps. */
const boldFactor = 1.05

export interface Font {
  readonly size: number
  readonly isBold?: boolean
}

/** How wide a line of text is, in the units of the font's size. */
export function widthOf(text: string, { size, isBold }: Font): number {
  const thousandths = [...text].reduce((sum, letter) => sum + letterWidth(letter), 0)
  return (thousandths / 1000) * size * (isBold ? boldFactor : 1)
}

function letterWidth(letter: string): number {
  const code = letter.codePointAt(0) ?? 0
  return widths[code - 32] ?? (code < 0x1100 ? latin : wide)
}

/** Cuts to a width; what had to go is an ellipsis. */
export function cutTo(text: string, width: number, font: Font): string {
  if (widthOf(text, font) <= width) return text
  const letters = [...text]
  while (letters.length > 1 && widthOf(`${letters.join('').trimEnd()}…`, font) > width) {
    letters.pop()
  }
  return `${letters.join('').trimEnd()}…`
}
