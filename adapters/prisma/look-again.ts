import { isUniqueViolation } from './errors.ts'

const TRIES = 10

/** Does it again when somebody else was first with the same key: then it finds what that one wrote. */
export async function lookAgain<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === TRIES || !isUniqueViolation(error)) throw error
    }
  }
}
