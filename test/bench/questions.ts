/** Asks numbered questions and learns when each reaches the provider, and when its answer is shown. */
export interface Questions {
  /** Sends one; resolves when its answer stands in the thread. */
  ask(send: (text: string, number: number) => void): Promise<void>
  /** A request with this body has reached the provider. */
  reached(body: string): string
  answered(number: number): void
  /** From event to provider request, in ms, of all questions since the last call. */
  takeDelays(): readonly number[]
}

/** The number of the last question in a text. */
export const numberIn = (text: string): number =>
  Number.parseInt(text.slice(text.lastIndexOf('#q') + 2), 10)

export function createQuestions(): Questions {
  const sentAt = new Map<number, number>()
  const waiting = new Map<number, () => void>()
  let delays: number[] = []
  let count = 0
  return {
    ask(send) {
      const number = count++
      return new Promise(resolve => {
        waiting.set(number, resolve)
        sentAt.set(number, performance.now())
        send(`#q${number}# What does a database index do, and when does it hurt?`, number)
      })
    },
    reached(body) {
      const number = numberIn(body)
      const sent = sentAt.get(number)
      if (sent !== undefined) delays.push(performance.now() - sent)
      sentAt.delete(number)
      return `#q${number}#`
    },
    answered(number) {
      waiting.get(number)?.()
      waiting.delete(number)
    },
    takeDelays() {
      const taken = delays
      delays = []
      return taken
    },
  }
}
