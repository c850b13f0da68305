import { fileURLToPath } from 'node:url'
import type { Charts } from '../../src/ports/charts.ts'
import { toPng } from './to-png.ts'
import { toSvg } from './to-svg.ts'

const fontFile = (name: string): string =>
  fileURLToPath(import.meta.resolve(`@expo-google-fonts/inter/${name}`))

/** Without the font, and with a font it cannot read, resvg draws no text and says nothing: tests look for letters. */
const font = () => ({
  loadSystemFonts: false,
  fontFiles: [
    fontFile('400Regular/Inter_400Regular.ttf'),
    fontFile('600SemiBold/Inter_600SemiBold.ttf'),
  ],
  defaultFontFamily: 'Inter',
})

/** Charts as SVG of our own, made a PNG by resvg on its thread. Nothing is loaded before the first one. */
export function createCharts(): Charts {
  return {
    async draw(chart) {
      const { renderAsync } = await import('@resvg/resvg-js')
      const image = await renderAsync(toSvg(chart), {
        fitTo: { mode: 'zoom', value: 2 },
        font: font(),
        logLevel: 'off',
      })
      return toPng(image)
    },
  }
}
