import type { OpenAI } from 'openai'

/** One streamed call, and nothing else. */
export async function answerOf(client: OpenAI, question: string): Promise<string> {
  const stream = await client.chat.completions.create({
    model: 'gpt-5',
    messages: [{ role: 'user', content: question }],
    stream: true,
    stream_options: { include_usage: true },
  })
  let text = ''
  for await (const { choices } of stream) text += choices[0]?.delta.content ?? ''
  return text
}
