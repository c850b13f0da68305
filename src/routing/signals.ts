/** What can be seen of a prompt without asking anybody; each a count, unless it says otherwise. */
export interface Signals {
  readonly characters: number
  readonly words: number
  readonly sentences: number
  readonly questions: number
  readonly lines: number
  readonly numbers: number
  readonly listItems: number
  readonly code: number
  readonly codeWords: number
  readonly formulas: number
  readonly operators: number
  readonly mathematicsWords: number
  readonly quantities: number
  readonly reasoningWords: number
  readonly constraints: number
  readonly conditions: number
  readonly writingWords: number
  readonly options: number
  readonly capitalised: number
  readonly commas: number
  readonly longWords: number
  readonly otherScripts: number
  readonly differentWords: number
  /** 0 or 1: it begins like a question for a fact. */
  readonly factual: number
  /** 0 or 1: it ends with a question mark. */
  readonly isQuestion: number
}

/** More than this is not looked at: what a prompt needs shows early, and time is short. */
const LOOKED_AT = 20_000

const patterns: Readonly<
  Record<
    Exclude<keyof Signals, 'characters' | 'words' | 'differentWords' | 'factual' | 'isQuestion'>,
    RegExp
  >
> = {
  sentences: /[.!?](?:\s|$)/g,
  questions: /\?/g,
  lines: /\n/g,
  numbers: /\d[\d,.]*/g,
  listItems: /^\s*(?:[-*•]|\d+[.)])\s/gm,
  code: /```|=>|[;{}]\s*$|\w\(\w*\)|<\/?\w+>|\b(?:def|class|const|let|var|import|SELECT|FROM)\s/gm,
  codeWords:
    /\b(?:code|function|python|java(?:script)?|typescript|sql|regex|algorithm|bug|stack ?trace|exception|compile[rs]?|refactor|api|unit tests?|deadlock|race condition|kubernetes|query|script)\b/gi,
  formulas: /\$[^$\n]+\$|\\[a-z]+|\^\{?\d|√|∑|∫/gi,
  operators: /[=+*^<>]|\s[-/]\s/g,
  mathematicsWords:
    /\b(?:prove|proof|theorem|equations?|integral|derivative|probability|calculate|compute|solve|sum|matrix|polynomial|geometry|algebra|percent(?:age)?|average|ratio|fraction)\b|%/gi,
  quantities:
    /\b(?:each|every|per|total|remaining|left|half|third|quarter|twice|double|triple|altogether|rest|cost|profit|rate|hours?|minutes?|days?|weeks?|months?|years?)\b/gi,
  reasoningWords:
    /\b(?:why|explain|prove|derive|compare|analy[sz]e|evaluate|design|architect(?:ure)?|trade-?offs?|strategy|step by step|reason(?:ing)?|plan|debug|root cause|implications?|critique|optimi[sz]e|assess)\b/gi,
  constraints:
    /\b(?:must|only|except|at least|at most|exactly|without|not|no more than|between|unless|avoid|format|json|table|words)\b/gi,
  conditions: /\b(?:if|then|when|while|after|before|unless|until|than)\b/gi,
  writingWords:
    /\b(?:write|draft|essay|story|poem|blog|e-?mail|letter|speech|rewrite|translate|summari[sz]e|edit|rephrase)\b/gi,
  options: /(?:^|\s)\(?[A-E][.):]\s/gm,
  capitalised: /\b\p{Lu}\p{Ll}+/gu,
  commas: /,/g,
  longWords: /\p{L}{10,}/gu,
  otherScripts: /[^\p{ASCII}]/gu,
}

const FACTUAL =
  /^\W*(?:who|whom|when|where|which|what(?:'s| is| was| are| year| time)|how (?:many|much|old|tall|far))\b/i

/** Pure and quick: a few passes over the text. */
export function readSignals(prompt: string): Signals {
  const text = prompt.slice(0, LOOKED_AT)
  const words = text.split(/\s+/).filter(Boolean)
  const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0
  return {
    characters: prompt.length,
    words: words.length,
    differentWords: new Set(words.map(word => word.toLowerCase())).size,
    factual: FACTUAL.test(text) ? 1 : 0,
    isQuestion: /\?\s*$/.test(text) ? 1 : 0,
    ...(Object.fromEntries(
      Object.entries(patterns).map(([name, pattern]) => [name, count(pattern)]),
    ) as Record<keyof typeof patterns, number>),
  }
}
