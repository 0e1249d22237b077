/** How many tunnels each user has open. Users with none are not kept. */
export class TunnelCount {
  readonly #byUser = new Map<string, number>()
  #total = 0

  get total(): number {
    return this.#total
  }

  countOf(user: string): number {
    return this.#byUser.get(user) ?? 0
  }

  add(user: string): void {
    this.#byUser.set(user, this.countOf(user) + 1)
    this.#total++
  }

  remove(user: string): void {
    const left = this.countOf(user) - 1
    if (left > 0) this.#byUser.set(user, left)
    else this.#byUser.delete(user)
    this.#total--
  }
}
