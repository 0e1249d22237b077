import { CHROMIUM } from './browser.ts'
import { withoutJava } from './desk.ts'
import { missing } from './missing.ts'

/** A program, and what is typed for it. */
export interface Tool {
  readonly name: string
  readonly skip?: string | false
  /** What the relay prints this under. */
  readonly title: RegExp
  /** @param lines those under the title */
  readonly types: (lines: readonly string[]) => readonly string[]
  /** What only who got through prints. */
  readonly got: RegExp
}

/** The same on both schemes. */
export const BOTH = 'https://example.com/text http://example.com/text'
/** What the lines of the shell stand under. */
export const SHELL = /^sh, bash, zsh$/
const NPM_INSTALL = 'npm install --fetch-retries=0 --no-audit --no-fund greeting-from-test'
const ARRIVED = /(all arrived\s*){2}/

const CHROMIUM_ALONE = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--user-data-dir=profile'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
  ...['--ignore-certificate-errors', '--virtual-time-budget=10000', '--dump-dom'],
].join(' ')

function inShell(name: string, program: string, command: string, got: RegExp): Tool {
  return { name, skip: missing(program), title: SHELL, types: (lines) => [...lines, command], got }
}

/** All but apt, by the lines that a relay prints for them. */
export const TOOLS: readonly Tool[] = [
  inShell('curl', 'curl', `curl -sSf ${BOTH}`, ARRIVED),
  {
    name: 'curl by its option',
    skip: missing('curl'),
    title: /^curl$/,
    types: (lines) => lines,
    got: /<title>Site/,
  },
  inShell('wget', 'wget', `wget -nv --tries=1 -O - ${BOTH}`, ARRIVED),
  {
    name: 'fish',
    skip: missing('fish', 'curl'),
    title: /^fish$/,
    types: (lines) => [`fish -c "${[...lines, `curl -sSf ${BOTH}`].join('; ')}"`],
    got: ARRIVED,
  },
  {
    name: 'git',
    title: /^git$/,
    types: (lines) => [
      ...lines,
      'git clone https://git.example.com/project.git',
      'git -C project log --oneline',
    ],
    got: /First$/m,
  },
  {
    name: 'npm',
    title: /^npm$/,
    types: (lines) => [
      ...[...lines, NPM_INSTALL, 'rm -r node_modules ~/.npm package-lock.json'],
      `${NPM_INSTALL} --registry=http://registry.npmjs.org/`,
    ],
    got: /added 1 package[\s\S]*added 1 package/,
  },
  inShell('npm by the environment', 'npm', NPM_INSTALL, /added 1 package/),
  {
    name: 'pip',
    title: /^pip$/,
    types: (lines) =>
      lines.map((line) => line.replace('PACKAGE', '--retries 0 --target=here greeting-from-test')),
    got: /Successfully installed greeting-from-test-1\.2\.3/,
  },
  inShell(
    'pip by the environment',
    'pip',
    'pip download --retries 0 greeting-from-test',
    /Successfully downloaded greeting-from-test/,
  ),
  {
    name: 'Node',
    title: /^Node 24/,
    types: (lines) => ['. ./variables', ...lines],
    got: /all arrived/,
  },
  {
    name: 'Java',
    skip: withoutJava,
    title: /^Java$/,
    types: (lines) => lines.map((line) => `${line} ${BOTH}`),
    got: /(HttpClient all arrived\s*URLConnection all arrived\s*){2}/,
  },
  inShell(
    'Chromium by the environment',
    CHROMIUM,
    `chromium ${CHROMIUM_ALONE} https://example.com/`,
    /<h1>all arrived/,
  ),
  {
    name: 'Chromium',
    skip: missing(CHROMIUM),
    title: /^Chromium/,
    types: (lines) => lines.map((line) => `${line} ${CHROMIUM_ALONE} https://example.com/`),
    got: /<h1>all arrived/,
  },
]

/** It asks as its own user, whoever runs it. */
export const APT: Tool = {
  name: 'apt',
  title: /^apt,/,
  types: (lines) => [
    ...["cat > /etc/apt/apt.conf.d/95proxy <<'END'", ...lines, 'END'],
    ...['apt-get update', 'apt-get download greeting'],
    'dpkg-deb --field greeting_*.deb Package',
  ],
  got: /https:\/\/deb\.debian\.org\/security \.\/ Packages[\s\S]*^greeting$/m,
}
