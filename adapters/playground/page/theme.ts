import { recall, remember } from './browser-memory.ts'

export type Theme = 'system' | 'light' | 'dark'

const key = 'theme'

export function readTheme(): Theme {
  const saved = recall(key)
  return saved === 'light' || saved === 'dark' ? saved : 'system'
}

export function showTheme(theme: Theme): void {
  if (theme === 'system') document.documentElement.removeAttribute('data-theme')
  else document.documentElement.setAttribute('data-theme', theme)
}

export function chooseTheme(theme: Theme): void {
  remember(key, theme)
  showTheme(theme)
}
