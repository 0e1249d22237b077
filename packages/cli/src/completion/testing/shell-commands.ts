import type { CommandWords } from '../command-words.ts'

const NOTHING = { commands: [], options: [], values: [] } as const

/** A program small enough to see everything that a shell proposes. */
export const SHELL_COMMANDS: readonly CommandWords[] = [
  {
    ...NOTHING,
    path: [],
    description: '',
    commands: [
      { name: 'explain', description: "say what it is: it's easy" },
      { name: 'user', description: 'who may sign in' },
    ],
  },
  {
    ...NOTHING,
    path: ['explain'],
    description: "say what it is: it's easy",
    options: [
      { flags: ['--lang'], description: 'the [language]', values: ['en', 'ru'], isFile: false },
      { flags: ['-H', '--header'], description: 'a field', values: [], isFile: false },
    ],
    values: ['404.13', '407', 'ERR_TUNNEL_CONNECTION_FAILED'],
  },
  {
    ...NOTHING,
    path: ['user'],
    description: 'who may sign in',
    commands: [
      { name: 'add', description: 'let in' },
      { name: 'list', description: 'show' },
    ],
  },
  {
    ...NOTHING,
    path: ['user', 'add'],
    description: 'let in',
    options: [{ flags: ['--data'], description: 'where', values: [], isFile: true }],
  },
  { ...NOTHING, path: ['user', 'list'], description: 'show' },
]
