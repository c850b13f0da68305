import { useState } from 'preact/hooks'
import type { Button, FactsBlock, RowsBlock, TableBlock } from '../../../src/ui/card.ts'
import type { Origin, Spot, WireBlock, WireCard } from '../protocol.ts'
import { type Press, press } from './api.ts'
import { Markdown } from './markdown.tsx'
import { MenuView } from './menu-view.tsx'
import { DownloadView, PictureView } from './picture-view.tsx'
import { go, toRoute } from './route.ts'

export interface CardPlace {
  readonly spot: Spot
  readonly origin: Origin
}

export interface Pressing {
  readonly isBusy: boolean
  press(what: Press): void
}

/** A card; its buttons and menus rest while one of them is at work. */
export function CardView({ card, at }: { card: WireCard; at: CardPlace }) {
  const pressing = usePressing(at)
  return (
    <div class="card-blocks" aria-busy={pressing.isBusy}>
      {card.blocks.map(block => (
        <BlockView block={block} pressing={pressing} />
      ))}
    </div>
  )
}

function usePressing(at: CardPlace): Pressing {
  const [isBusy, setBusy] = useState(false)
  return {
    isBusy,
    async press(what) {
      setBusy(true)
      const reply = await press(at, what)
      setBusy(false)
      if (reply?.kind === 'shown' && at.origin.kind === 'home') go(toRoute(at.spot))
    },
  }
}

function BlockView({ block, pressing }: { block: WireBlock; pressing: Pressing }) {
  switch (block.kind) {
    case 'text':
      return <Markdown text={block.markdown} />
    case 'note':
      return (
        <div class="note">
          <Markdown text={block.markdown} />
        </div>
      )
    case 'facts':
      return <FactsView block={block} />
    case 'table':
      return <TableView block={block} />
    case 'rows':
      return <RowsView block={block} pressing={pressing} />
    case 'buttons':
      return (
        <div class="buttons">
          {block.buttons.map(button => (
            <ButtonView button={button} pressing={pressing} />
          ))}
        </div>
      )
    case 'menu':
      return <MenuView block={block} pressing={pressing} />
    case 'picture':
      return <PictureView file={block.file} title={block.title} alt={block.alt} />
    case 'download':
      return <DownloadView file={block.file} alt={block.alt} />
    default:
      return block satisfies never
  }
}

const ButtonView = ({ button, pressing }: { button: Button; pressing: Pressing }) => (
  <button
    type="button"
    class={`button ${button.style ?? ''}`}
    disabled={pressing.isBusy}
    onClick={() => pressing.press({ action: button.action, value: button.value, chosen: [] })}
  >
    {button.label}
  </button>
)

const FactsView = ({ block }: { block: FactsBlock }) => (
  <dl class="facts">
    {block.facts.map(({ label, value }) => (
      <div>
        <dt>{label}</dt>
        <dd>
          <Markdown text={value} />
        </dd>
      </div>
    ))}
  </dl>
)

const TableView = ({ block }: { block: TableBlock }) => {
  const isNumeric = block.columns.map((_, index) =>
    block.rows.every(row =>
      /^[<~≈]?[$€]?[\d.,\s]*\d[\d.,]*\s*(%|x|s|ms|k|M)?$|^[–—-]?$/.test(row[index] ?? ''),
    ),
  )
  const align = (index: number): string => (isNumeric[index] ? 'align-right' : 'align-left')
  return (
    <div class="table-scroll">
      <table>
        <thead>
          <tr>
            {block.columns.map((column, index) => (
              <th class={align(index)}>{column}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {block.rows.map(row => (
            <tr>
              {row.map((cell, index) => (
                <td class={align(index)}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const RowsView = ({ block, pressing }: { block: RowsBlock; pressing: Pressing }) => (
  <ul class="rows">
    {block.rows.map(row => (
      <li>
        <Markdown text={row.markdown} />
        {row.button && <ButtonView button={row.button} pressing={pressing} />}
      </li>
    ))}
  </ul>
)
