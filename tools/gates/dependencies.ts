/** No dependency without a written reason, no reason for a dependency that is gone. */
import type { SourceFile } from './source-files.ts'

interface Manifest {
  readonly [kind: string]: Readonly<Record<string, string>> | undefined
}

/** `page` is the decision with the table of dependencies: its first column names them in backticks. */
export function dependencyProblems(
  manifests: readonly SourceFile[],
  decisions: readonly SourceFile[],
  page: string,
): readonly string[] {
  const used = new Map(manifests.flatMap((file) => namesIn(file).map((name) => [name, file.path])))
  const table = decisions.find((file) => file.path === page)?.text ?? ''
  const listed = [...table.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name!)
  const isNamed = (name: string) => decisions.some((file) => file.text.includes(`\`${name}\``))
  return [
    ...[...used]
      .filter(([name]) => !isNamed(name))
      .map(([name, path]) => `${path}: no page in docs/decisions says why ${name}`),
    ...listed.filter((name) => !used.has(name)).map((name) => `${page}: ${name} is not used`),
  ]
}

function namesIn(file: SourceFile): readonly string[] {
  const manifest = JSON.parse(file.text) as Manifest
  const names = KINDS.flatMap((kind) => Object.keys(manifest[kind] ?? {}))
  return names.filter((name) => !name.startsWith('@hopwise/') && name !== 'hopwise')
}

const KINDS = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies']
