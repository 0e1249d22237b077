import { lengthReport } from '../gates/length-report.ts'
import { OTHER_NODES } from './other-nodes.ts'

/** What `npm test` does, in this order: what is quick to know comes first. */
export const STEPS: readonly Step[] = [
  {
    name: 'format',
    kind: 'commands',
    commands: [['biome', 'ci', '--colors=off', '--error-on-warnings', '.']],
  },
  {
    name: 'types',
    kind: 'commands',
    commands: [
      ['tsc', '-p', 'tsconfig.json'],
      ['tsc', '-p', 'tsconfig.pure.json'],
    ],
  },
  tests('gates', ['tools'], { timeoutMs: 120_000, needsPrograms: true, report: lengthReport }),
  tests('unit', ['packages', 'bench'], { timeoutMs: 60_000 }),
  {
    name: 'nodes',
    kind: 'nodes',
    folders: ['packages/agent'],
    versions: OTHER_NODES,
    timeoutMs: 60_000,
  },
  tests('wire', ['conformance'], { timeoutMs: 120_000, needsPrograms: true }),
  // Much of it waits: for programs that start, and for times that must pass.
  tests('clients', ['e2e'], { timeoutMs: 180_000, concurrency: 3, needsPrograms: true }),
]

/** The step that stands for test files named on the command line. */
export const FILE_STEP: Step = tests('files', [], { timeoutMs: 180_000, needsPrograms: true })

export type Step = CommandStep | TestStep | NodesStep

export interface CommandStep {
  readonly name: string
  readonly kind: 'commands'
  /** Programs of node_modules/.bin with their arguments, run side by side. */
  readonly commands: readonly (readonly string[])[]
  readonly needsPrograms?: boolean
}

export interface TestStep {
  readonly name: string
  readonly kind: 'tests'
  readonly folders: readonly string[]
  /** For one test, not for a file: a hanging test must end the run, on a slow machine too. */
  readonly timeoutMs: number
  /** How many processes at a time; default: two. */
  readonly concurrency?: number
  readonly needsPrograms?: boolean
  /** Something to look at that is no failure. */
  readonly report?: () => readonly string[]
}

/** Test files of another step once more, by other versions of Node. */
export interface NodesStep {
  readonly name: string
  readonly kind: 'nodes'
  readonly folders: readonly string[]
  readonly versions: readonly string[]
  /** For one test. */
  readonly timeoutMs: number
  readonly needsPrograms?: boolean
}

function tests(
  name: string,
  folders: readonly string[],
  options: Pick<TestStep, 'timeoutMs' | 'concurrency' | 'needsPrograms' | 'report'>,
): TestStep {
  return { name, kind: 'tests', folders, ...options }
}
