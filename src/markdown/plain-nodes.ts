import type { Nodes } from 'mdast'

/** The words of a node without the signs around them. */
export function plainText(node: Nodes, between = ''): string {
  if (node.type === 'html') return ''
  if (node.type === 'break') return ' '
  if ('value' in node) return node.value
  if ('alt' in node) return node.alt ?? ''
  if ('children' in node) return node.children.map(child => plainText(child)).join(between)
  return ''
}
