import type { Parent } from '@hopwise/proxy'

/**
 * The same parent as before where the configuration says the same about it: a configuration that is
 * read again must not make anybody forget which secret was refused, who is down, and who is signed in.
 *
 * @param says all that the parent is made of, secrets as their hashes
 */
export type KeepParent = (name: string, says: string, make: () => Parent) => Parent

export function keptParents(): KeepParent {
  const kept = new Map<string, { readonly says: string; readonly parent: Parent }>()
  return (name, says, make) => {
    const before = kept.get(name)
    if (before?.says === says) return before.parent
    const parent = make()
    kept.set(name, { says, parent })
    return parent
  }
}
