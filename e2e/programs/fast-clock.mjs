/** Imported before a program: its wall clock goes five times as fast. Timers, and all other programs, do not. */
const { now } = Date
const startedMs = now()
Date.now = () => startedMs + 5 * (now() - startedMs)
