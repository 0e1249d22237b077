import type { Socket } from 'node:net'

/** The connections to next hops that are open, so that those can be ended which a network has left behind. */
export class Dialled {
  readonly #open = new Set<Socket>()
  // One for all: there can be thousands of them.
  readonly #gone: (this: Socket) => void

  constructor() {
    const open = this.#open
    this.#gone = function gone() {
      open.delete(this)
    }
  }

  get size(): number {
    return this.#open.size
  }

  add(socket: Socket): void {
    this.#open.add(socket)
    socket.on('close', this.#gone)
  }

  /**
   * Ends those whose own address is none of these: nothing that is sent to it comes here any more, and
   * the system goes on sending for a quarter of an hour before it says so.
   */
  endAllBut(addresses: ReadonlySet<string>): void {
    for (const socket of this.#open) {
      const own = socket.localAddress?.replace(/%.*$/, '')
      if (own !== undefined && !addresses.has(own)) socket.destroy()
    }
  }
}
