import type { Json } from './json.ts'

// What Slack answers when it refuses a call. A violation is a caller's mistake; without it the
// refusal is a circumstance that any app has to live with (a person pressed stop).
export class Refusal extends Error {
  readonly code: string
  readonly isViolation: boolean
  readonly extra: Json

  constructor(code: string, detail: string, isViolation: boolean, extra: Json = {}) {
    super(detail)
    this.name = 'Refusal'
    this.code = code
    this.isViolation = isViolation
    this.extra = extra
  }
}

export const violate = (code: string, detail = code, extra: Json = {}): never => {
  throw new Refusal(code, detail, true, extra)
}

export const refuse = (code: string, detail = code): never => {
  throw new Refusal(code, detail, false)
}

export const violateWith = (code: string, problems: readonly string[]): never =>
  violate(code, problems.join('; '), {
    errors: problems,
    response_metadata: { messages: problems },
  })
