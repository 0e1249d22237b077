import type { DigestAlgorithm, DigestName, DigestSecret, DigestStore } from '../credential-store.ts'

/**
 * Several stores as one, asked in order: the first that knows the user decides. A store that is down is
 * passed over; if no other knows the user, the answer is `unavailable`. At once where all are at once.
 *
 * @throws {RangeError} without any store
 */
export function chainDigests(stores: readonly DigestStore[]): DigestStore {
  const [first] = stores
  if (first === undefined) throw new RangeError('There is no store to ask: name at least one')
  if (stores.length === 1) return first
  return {
    name: stores.map(({ name }) => name).join(', '),
    // Each number only ever grows, and so does the sum.
    version: () => stores.reduce((sum, store) => sum + store.version(), 0),
    find: (name, realm, algorithm) => findFrom(0, stores, [], name, realm, algorithm),
  }
}

function findFrom(
  start: number,
  stores: readonly DigestStore[],
  down: readonly string[],
  name: DigestName,
  realm: string,
  algorithm: DigestAlgorithm,
): DigestSecret | Promise<DigestSecret> {
  let failed = down
  for (const [i, store] of stores.entries()) {
    if (i < start) continue
    const said = store.find(name, realm, algorithm)
    if (said instanceof Promise) {
      const goOn = (late: DigestSecret): DigestSecret | Promise<DigestSecret> =>
        decides(late)
          ? late
          : findFrom(i + 1, stores, note(late, store, failed), name, realm, algorithm)
      return said.then(goOn)
    }
    if (decides(said)) return said
    failed = note(said, store, failed)
  }
  return failed.length === 0
    ? { kind: 'unknown-user' }
    : { kind: 'unavailable', detail: failed.join('; ') }
}

function decides({ kind }: DigestSecret): boolean {
  return kind === 'found' || kind === 'locked-out'
}

/** Of several stores, the operator wants to know which one it was. */
function note(said: DigestSecret, { name }: DigestStore, down: readonly string[]) {
  return said.kind === 'unavailable' ? [...down, `${name}: ${said.detail}`] : down
}
