import { findModel, refuseModel } from './access.ts'
import { type ChatCall, createAnswer, lastUserText } from './answer.ts'
import { createBodies } from './bodies.ts'
import { checkMessages } from './check-messages.ts'
import { checkModelRules, checkParameters } from './check-parameters.ts'
import { checkSize, readSize } from './check-size.ts'
import { fail, sendRefusal } from './failure.ts'
import { rememberGeneration } from './generation.ts'
import type { ProviderModel } from './models.ts'
import { plainAnswer } from './plain-answer.ts'
import type { Refusal } from './provider-error.ts'
import { isObject, refuse, wrongType } from './refuse.ts'
import type { Request } from './request.ts'
import { modelsOf } from './state.ts'
import { type Exchange, streamAnswer } from './stream-answer.ts'

/** `POST chat/completions`. */
export async function answerChat(request: Request): Promise<void> {
  const read = readCall(request)
  if ('refusal' in read) return sendRefusal(request, read.refusal)
  const { call } = read
  const behaviour = request.state.script.forCall(call)
  await request.wire.sleep(behaviour.headersDelayMs ?? 0)
  if (await fail(request, behaviour)) return
  const answer = createAnswer(call, behaviour, request.state.countTokens)
  const bodies = createBodies(call, behaviour, answer)
  const exchange = { ...request, call, behaviour, answer, bodies, journal: request.state.journal }
  await runExchange(request, exchange)
}

async function runExchange(request: Request, exchange: Exchange): Promise<void> {
  const { call, answer } = exchange
  const headers =
    call.dialect === 'openrouter'
      ? { 'x-generation-id': answer.id }
      : { 'x-request-id': `req_${answer.id}` }
  for (const [name, value] of Object.entries(headers)) request.wire.response.setHeader(name, value)
  await (call.streams ? streamAnswer(exchange) : plainAnswer(exchange))
  rememberGeneration(request.state, exchange)
}

type Read = { readonly call: ChatCall } | { readonly refusal: Refusal }

function readCall(request: Request): Read {
  const { dialect, record, state } = request
  const body = request.parseBody()
  if (!isObject(body))
    return { refusal: refuse('We could not parse the JSON body of your request.', null) }
  record.body = body
  const asked = body['model']
  if (typeof asked !== 'string' || asked === '') return { refusal: refuseMissingModel(asked) }
  const model = findModel(dialect, modelsOf(state, dialect), asked)
  if (!model) return { refusal: refuseModel(dialect, asked, state.formerIds.has(asked)) }
  const refusal = checkBody(request, model)
  return refusal ? { refusal } : { call: toCall(request, model, asked) }
}

function checkBody({ dialect, record, state }: Request, model: ProviderModel): Refusal | undefined {
  const { body } = record
  return (
    checkParameters(dialect, body) ??
    checkMessages(dialect, body['messages']) ??
    checkModelRules(dialect, model, body) ??
    checkSize(dialect, model, readSize(body, state.countTokens))
  )
}

function toCall(
  { dialect, record, state }: Request,
  model: ProviderModel,
  asked: string,
): ChatCall {
  const { body, index } = record
  const streams = body['stream'] === true
  const options = body['stream_options']
  // OpenRouter always tells the usage, the others only when asked.
  const asksForUsage = isObject(options) && options['include_usage'] === true
  return {
    dialect,
    askedModel: asked,
    model,
    body,
    size: readSize(body, state.countTokens),
    streams,
    wantsUsage: !streams || asksForUsage || dialect === 'openrouter',
    lastUserText: lastUserText(body),
    index,
  }
}

function refuseMissingModel(asked: unknown): Refusal {
  if (asked === undefined || asked === '') return refuse('you must provide a model parameter', null)
  return wrongType('model', 'a string', asked)
}
