export const newTsSource = () => {
  let last = 0
  return () => {
    const now = Math.max(Date.now() * 1000, last + 1)
    last = now
    return `${Math.floor(now / 1_000_000)}.${String(now % 1_000_000).padStart(6, '0')}`
  }
}

export const newIdSource = () => {
  let count = 0
  return (prefix: string) => {
    count += 1
    return `${prefix}0EMU${count.toString(36).toUpperCase().padStart(6, '0')}`
  }
}

export const newClock = () => {
  let ahead = 0
  return {
    now: () => Date.now() + ahead,
    passTime: (ms: number) => {
      ahead += ms
    },
  }
}
