import { z } from 'zod'
import { type Context, defineCommand, option } from '../../src/bot/index.ts'
import { entriesOf, pickEnabled } from '../../src/models/choose-model.ts'
import { promptList } from '../../src/prompts/prompt-list.ts'
import type { Card } from '../../src/ui/card.ts'

/** @param typed a model that need not be enabled any more, else a search is made for the name */
function filterOf(context: Context, typed: string | undefined) {
  if (typed === undefined) return {}
  const known = entriesOf(context).find(({ model }) => model.id === typed)
  return { modelId: known?.model.id ?? pickEnabled(context, typed).model.id }
}

const show = (context: Context, typed: string | undefined, page: number): Promise<Card> =>
  promptList(context, filterOf(context, typed), page)

export default defineCommand({
  path: 'prompts list',
  summary: 'Saved prompts, each with its model',
  who: 'member',
  options: z.object({ model: option.model('Only those of this model').optional() }),
  run: (context, { model }) => show(context, model, 0),
  actions: {
    'prompts.page': {
      kind: 'replace',
      who: 'member',
      run(context, value) {
        const [page = '0', modelId = ''] = value.split('|')
        return promptList(context, modelId ? { modelId } : {}, Number(page))
      },
    },
  },
})
