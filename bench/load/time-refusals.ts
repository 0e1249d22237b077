import net from 'node:net'

/** A kind of guess: names that are all alike to whoever measures. */
export interface GuessKind {
  readonly name: string
  readonly users: readonly string[]
}

/**
 * How long each refusal took, in µs, by kind: from the request's last octet to the answer's first, on one
 * connection, one after another. Each turn tries every kind once, in another order, so that whatever else
 * the machine does meets all of them alike.
 */
export async function timeRefusals(
  port: number,
  kinds: readonly GuessKind[],
  tries: number,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const times = new Map<string, number[]>(kinds.map(({ name }) => [name, []]))
  const socket = net.connect({ port, host: '127.0.0.1', noDelay: true })
  try {
    for (let turn = -WARM_UP; turn < tries; turn++) {
      for (const { name, users } of shuffled(kinds)) {
        const user = users[Math.abs(turn) % users.length] ?? ''
        const micros = await timeOne(socket, user)
        if (turn >= 0) times.get(name)?.push(micros)
      }
    }
  } finally {
    socket.destroy()
  }
  return times
}

function timeOne(socket: net.Socket, user: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const refuse = (why: string) => reject(new Error(why))
    let answer = ''
    let firstAt: bigint | undefined
    const onData = (bytes: Buffer): void => {
      firstAt ??= process.hrtime.bigint()
      answer += bytes.toString('latin1')
      if (!isWhole(answer)) return
      socket.off('data', onData).off('error', reject).off('close', onClose)
      if (!answer.startsWith('HTTP/1.1 407 ')) refuse(`${user}: ${answer.split('\r\n', 1)[0]}`)
      else resolve(Number(firstAt - sentAt) / 1000)
    }
    const onClose = (): void => refuse(`${user}: the connection was closed`)
    socket.on('data', onData).on('error', reject).on('close', onClose)
    const userPass = `${user}:${Math.random().toString(36).slice(2, 12).padEnd(10, '0')}`
    const credentials = Buffer.from(userPass).toString('base64')
    const sentAt = process.hrtime.bigint()
    socket.write(
      `GET http://127.0.0.1:1/ HTTP/1.1\r\nHost: 127.0.0.1:1\r\nProxy-Authorization: Basic ${credentials}\r\n\r\n`,
    )
  })
}

function isWhole(answer: string): boolean {
  const end = answer.indexOf('\r\n\r\n')
  if (end === -1) return false
  const [, length] = /\r\ncontent-length: (\d+)\r\n/i.exec(answer.slice(0, end + 2)) ?? []
  return answer.length >= end + 4 + Number(length ?? 0)
}

function shuffled<T>(all: readonly T[]): T[] {
  const left = [...all]
  return all.flatMap(() => left.splice(Math.floor(Math.random() * left.length), 1))
}

/** Turns that do not count: modules are loaded, threads started, code compiled. */
const WARM_UP = 20
