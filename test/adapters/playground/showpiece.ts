/** What the scripted bot answers at length: every kind of Markdown, for the eye. */
export const showpiece = `Prompt caching keeps the **beginning of a conversation** on the provider’s side, so that the next call does not read it again.

## What it saves

| Provider | Cached read | Written once |
| --- | ---: | ---: |
| Anthropic | 10% of the price | 125% |
| OpenAI | 10% of the price | free |
| Google | 25% of the price | per hour |

1. Put what never changes first: instructions, tools, examples.
2. Put what changes last: the question.
3. Keep the prefix *byte for byte* the same.

\`\`\`ts
// what a question costs, in nano-USD
export function costOf(usage: Usage, price: Price): bigint {
  const fresh = BigInt(usage.input - usage.cached) * price.input
  const cached = BigInt(usage.cached) * price.cachedInput
  return (fresh + cached) / 1_000_000n
}
\`\`\`

> A cache that nobody hits costs more than none: writing is dearer than reading.

Ask in #support or see [the guide](https://example.com/guide) for the \`cache_control\` field.`
