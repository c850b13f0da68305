/** Runs in the page: every visible text that stands out less than 4.5 to 1 from what is behind it. */
export function findFaintTexts(): string[] {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  if (canvas === null) return ['no canvas']
  const readColor = (color: string): number[] => {
    canvas.clearRect(0, 0, 1, 1)
    canvas.fillStyle = color
    canvas.fillRect(0, 0, 1, 1)
    return [...canvas.getImageData(0, 0, 1, 1).data]
  }
  const luminance = (rgb: number[]): number => {
    const [r = 0, g = 0, b = 0] = rgb.map(part => {
      const share = part / 255
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const behind = (element: Element | null): number[] => {
    if (element === null) return [255, 255, 255]
    const color = readColor(getComputedStyle(element).backgroundColor)
    return (color[3] ?? 0) > 250 ? color : behind(element.parentElement)
  }
  const isText = (element: Element): boolean =>
    Array.from(element.childNodes).some(
      node => node.nodeType === 3 && node.textContent?.trim() !== '',
    )
  const isShown = (element: Element): boolean =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    element.closest(':disabled') === null

  return Array.from(document.querySelectorAll('body *'))
    .filter(element => isText(element) && isShown(element))
    .map(element => {
      const front = luminance(readColor(getComputedStyle(element).color).slice(0, 3))
      const back = luminance(behind(element).slice(0, 3))
      const ratio = (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05)
      return { ratio, text: `${element.className} “${element.textContent?.slice(0, 30)}”` }
    })
    .filter(({ ratio }) => ratio < 4.5)
    .map(({ ratio, text }) => `${ratio.toFixed(2)} ${text}`)
}
