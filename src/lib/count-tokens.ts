type Count = (text: string) => number

let loading: Promise<Count> | undefined

/** The tokenizer's tables are large and not needed to start: they load with the first question. */
export function loadTokenizer(): Promise<Count> {
  loading ??= import('gpt-tokenizer/encoding/o200k_base').then(
    ({ countTokens }) =>
      text =>
        countTokens(text, { disallowedSpecial: new Set() }),
  )
  return loading
}
