import type { ComponentChildren } from 'preact'

const keywords =
  'abstract|and|as|async|await|break|case|catch|class|const|continue|def|default|delete|do|elif|else|enum|except|export|extends|false|finally|fn|for|from|func|function|go|if|impl|implements|import|in|instanceof|interface|is|lambda|let|match|mod|mut|new|nil|None|not|null|of|or|package|pass|private|pub|public|raise|return|select|self|static|struct|super|switch|this|throw|True|False|true|try|type|typeof|undefined|use|var|void|while|with|yield|SELECT|FROM|WHERE|GROUP|ORDER|BY|JOIN|LEFT|INNER|ON|INSERT|INTO|VALUES|UPDATE|SET|CREATE|TABLE|LIMIT|AND|OR|NOT|NULL'

const hashComments = /^(py|python|sh|bash|shell|zsh|yaml|yml|toml|rb|ruby|r|dockerfile|make)$/i

const pieces = (comment: string): RegExp =>
  new RegExp(
    [
      `(?<comment>${comment})`,
      '(?<string>"(?:\\\\.|[^"\\\\\\n])*"?|\'(?:\\\\.|[^\'\\\\\\n])*\'?|`(?:\\\\.|[^`\\\\])*`?)',
      '(?<number>\\b\\d[\\d_.]*(?:e[+-]?\\d+)?\\b)',
      `(?<keyword>\\b(?:${keywords})\\b)`,
      '(?<call>\\b[A-Za-z_]\\w*(?=\\())',
    ].join('|'),
    'g',
  )

const slashed = pieces('\\/\\/[^\\n]*|\\/\\*[\\s\\S]*?(?:\\*\\/|$)|--\\s[^\\n]*')
const hashed = pieces('#[^\\n]*')

/** Enough colour to read by; no grammar. Plain text stays plain. */
export function highlight(code: string, language: string): ComponentChildren {
  if (language === '' || /^(text|txt|plain|markdown|md|diff)$/i.test(language)) return code
  if (code.length > 20_000) return code
  const parts: ComponentChildren[] = []
  let end = 0
  for (const match of code.matchAll(hashComments.test(language) ? hashed : slashed)) {
    const [kind] = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined) ?? []
    parts.push(code.slice(end, match.index), <span class={`code-${kind}`}>{match[0]}</span>)
    end = match.index + match[0].length
  }
  parts.push(code.slice(end))
  return parts
}
