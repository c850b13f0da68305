const prefix = 'switchboard.'

/** What this browser remembers; nothing where storage is switched off. */
export function recall(key: string): string | undefined {
  try {
    return localStorage.getItem(prefix + key) ?? undefined
  } catch {
    return undefined
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(prefix + key, value)
  } catch {
    // Private windows may refuse: then it lasts as long as the page.
  }
}
