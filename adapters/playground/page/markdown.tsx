import type { Definition, PhrasingContent, Root, RootContent, Table } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import type { ComponentChildren, JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { CodeBlock } from './code-block.tsx'
import { withNames } from './names.tsx'

const options = { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }

type Content = RootContent | PhrasingContent
type Definitions = ReadonlyMap<string, Definition>

/** Markdown as nodes of the page, never as HTML: what is written as HTML is shown as it was written. */
export function Markdown({ text, isGrowing = false }: { text: string; isGrowing?: boolean }) {
  const nodes = useMemo(() => draw(fromMarkdown(text, options)), [text])
  return <div class={isGrowing ? 'markdown growing' : 'markdown'}>{nodes}</div>
}

function draw(root: Root): ComponentChildren {
  const definitions = new Map(
    root.children
      .filter(node => node.type === 'definition')
      .map(node => [node.identifier.toLowerCase(), node]),
  )
  return drawAll(root.children, definitions)
}

const drawAll = (nodes: readonly Content[], definitions: Definitions): ComponentChildren[] =>
  nodes.map(node => drawNode(node, definitions))

function drawNode(node: Content, definitions: Definitions): ComponentChildren {
  return drawInline(node, definitions) ?? drawBlock(node, definitions)
}

function drawInline(node: Content, definitions: Definitions): ComponentChildren {
  switch (node.type) {
    case 'text':
      return withNames(node.value)
    case 'strong':
      return <strong>{drawAll(node.children, definitions)}</strong>
    case 'emphasis':
      return <em>{drawAll(node.children, definitions)}</em>
    case 'delete':
      return <del>{drawAll(node.children, definitions)}</del>
    case 'inlineCode':
      return <code>{node.value}</code>
    case 'break':
      return <br />
    default:
      return drawLink(node, definitions)
  }
}

function drawLink(node: Content, definitions: Definitions): ComponentChildren {
  switch (node.type) {
    case 'link':
      return toLink(node.url, drawAll(node.children, definitions))
    case 'linkReference': {
      const url = definitions.get(node.identifier.toLowerCase())?.url
      return toLink(url, drawAll(node.children, definitions))
    }
    case 'image':
      return toLink(node.url, node.alt || node.url)
    case 'imageReference':
      return toLink(definitions.get(node.identifier.toLowerCase())?.url, node.alt)
    case 'footnoteReference':
      return <sup>{node.label ?? node.identifier}</sup>
    default:
      return undefined
  }
}

/** Pictures of elsewhere are links: opening a chat should tell nobody. */
function toLink(url: string | undefined, children: ComponentChildren): ComponentChildren {
  if (url === undefined || !/^(https?:|mailto:)/i.test(url)) return children
  return (
    <a href={url} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  )
}

function drawBlock(node: Content, definitions: Definitions): ComponentChildren {
  switch (node.type) {
    case 'paragraph':
      return <p>{drawAll(node.children, definitions)}</p>
    case 'heading':
      return drawHeading(node.depth, drawAll(node.children, definitions))
    case 'code':
      return <CodeBlock code={node.value} language={node.lang ?? ''} />
    case 'blockquote':
      return <blockquote>{drawAll(node.children, definitions)}</blockquote>
    case 'thematicBreak':
      return <hr />
    case 'html':
      return <p class="literal">{node.value}</p>
    case 'table':
      return drawTable(node, definitions)
    default:
      return drawList(node, definitions)
  }
}

function drawList(node: Content, definitions: Definitions): ComponentChildren {
  if (node.type === 'footnoteDefinition') {
    return (
      <div class="footnote">
        <sup>{node.label ?? node.identifier}</sup>
        {drawAll(node.children, definitions)}
      </div>
    )
  }
  if (node.type !== 'list') return undefined
  const items = node.children.map(item => {
    const isTask = typeof item.checked === 'boolean'
    const children = item.children.map(child =>
      child.type === 'paragraph' && node.spread !== true
        ? drawAll(child.children, definitions)
        : drawNode(child, definitions),
    )
    return (
      <li class={isTask ? 'task' : undefined}>
        {isTask && <input type="checkbox" checked={item.checked === true} disabled />}
        {children}
      </li>
    )
  })
  return node.ordered ? <ol start={node.start ?? 1}>{items}</ol> : <ul>{items}</ul>
}

/** A heading of a message is no heading of the page: nothing larger than the page's own. */
function drawHeading(depth: number, children: ComponentChildren): JSX.Element {
  if (depth === 1) return <h3 class="heading-1">{children}</h3>
  return depth === 2 ? <h4>{children}</h4> : <h5>{children}</h5>
}

function drawTable(node: Table, definitions: Definitions): JSX.Element {
  const [head, ...body] = node.children
  const cells = (row: Table['children'][number] | undefined, Cell: 'td' | 'th') =>
    row?.children.map((cell, index) => (
      <Cell class={`align-${node.align?.[index] ?? 'left'}`}>
        {drawAll(cell.children, definitions)}
      </Cell>
    ))
  return (
    <div class="table-scroll">
      <table>
        <thead>
          <tr>{cells(head, 'th')}</tr>
        </thead>
        <tbody>
          {body.map(row => (
            <tr>{cells(row, 'td')}</tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
