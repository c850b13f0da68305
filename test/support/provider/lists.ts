import { findModel, refuseModel } from './access.ts'
import type { ListBehaviour } from './behaviour.ts'
import { fail, sendRefusal } from './failure.ts'
import { toGoogleEntry, toListEntry } from './list-entries.ts'
import {
  anthropicPage,
  googlePage,
  openRouterPage,
  type PageRequest,
  wholeList,
  xaiPrices,
} from './list-pages.ts'
import type { ProviderModel } from './models.ts'
import type { Request } from './request.ts'
import { modelsOf } from './state.ts'

type ListName = 'models' | 'native' | 'language-models'

/** `GET models`, `GET language-models` and Google's own `GET models`. */
export async function answerList(request: Request, list: ListName): Promise<void> {
  const { dialect, record, state, wire } = request
  const behaviour = state.script.forList(dialect, list)
  await wire.sleep(behaviour.delayMs ?? 0)
  if (behaviour.until) await wire.wait(behaviour.until)
  if (await failList(request, behaviour)) return
  const page = toPage(list, toPageRequest(request, behaviour))
  if ('refusal' in page) return sendRefusal(request, page.refusal)
  record.status = 200
  wire.json(200, withJunk(page.body, behaviour.junkBytes))
}

async function failList(request: Request, behaviour: ListBehaviour): Promise<boolean> {
  if (behaviour.body !== undefined) {
    request.record.status = 200
    request.wire.json(200, behaviour.body)
    return true
  }
  return fail(request, behaviour)
}

function toPageRequest(request: Request, behaviour: ListBehaviour): PageRequest {
  const { dialect, state, url } = request
  const all: readonly ProviderModel[] = behaviour.empty ? [] : modelsOf(state, dialect)
  return {
    dialect,
    models: behaviour.duplicates ? [...all, ...all] : all,
    query: url.searchParams,
    pathname: url.pathname,
    pageSize: state.pageSizes.get(dialect),
    isEndless: behaviour.endlessPages ?? false,
  }
}

function toPage(list: ListName, page: PageRequest) {
  if (list === 'native') return googlePage(page)
  if (list === 'language-models') return xaiPrices(page)
  if (page.dialect === 'openrouter') return openRouterPage(page)
  return page.dialect === 'anthropic' ? anthropicPage(page) : wholeList(page)
}

function withJunk(body: unknown, bytes: number | undefined): unknown {
  return bytes && typeof body === 'object' ? { ...body, junk: 'x'.repeat(bytes) } : body
}

/** `GET models/{id}`. */
export async function answerModel(request: Request, id: string): Promise<void> {
  const { dialect, native, record, state, wire } = request
  const model = findModel(dialect, modelsOf(state, dialect), id.replace(/^models\//, ''))
  if (!model) return sendRefusal(request, refuseModel(dialect, id, state.formerIds.has(id)))
  record.status = 200
  wire.json(200, native ? toGoogleEntry(model) : toListEntry(dialect, model))
}

/** `GET key`: what OpenRouter says about the key itself. */
export async function answerKey(request: Request): Promise<void> {
  const { record, state, wire } = request
  if (await fail(request, state.script.forList('openrouter', 'key'))) return
  record.status = 200
  const label = `sk-or-v1-emu...${record.keyEnd ?? ''}`
  wire.json(200, {
    data: { label, usage: 0, limit: null, limit_remaining: null, is_free_tier: false },
  })
}
