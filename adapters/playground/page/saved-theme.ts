import { readTheme, showTheme } from './theme.ts'

// Runs before the first paint, so that a chosen theme does not flash the other one.
showTheme(readTheme())
