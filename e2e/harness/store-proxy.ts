import type { PasswordStore } from '@hopwise/auth'
import { createPasswordAuthenticator } from '@hopwise/auth/node'
import type { Entry } from '@hopwise/journal'
import { createProxy, openAccess } from '@hopwise/proxy'
import { type Ran, run } from './run-program.ts'
import type { Scope } from './scope.ts'

/** A proxy in this process whose users are those of a store, asked by curl. */
export interface StoreProxy {
  readonly port: number
  readonly entries: readonly Entry[]
  /** What curl gets for `user:password`: the status, and the last entry of the journal. */
  curl(url: string, userPass: string, ...args: readonly string[]): Promise<Asked>
}

export interface Asked {
  readonly status: number
  readonly ran: Ran
  readonly entry: Entry | undefined
}

export async function startStoreProxy(scope: Scope, store: PasswordStore): Promise<StoreProxy> {
  const entries: Entry[] = []
  const proxy = createProxy({
    name: 'us',
    egress: { allowPrivate: true },
    access: openAccess(createPasswordAuthenticator({ store, realm: 'Hopwise test' })),
    record: (entry) => void entries.push(entry),
  })
  const { port } = await proxy.listen({ host: '127.0.0.1', port: 0 })
  scope.after(() => proxy.drain(0))
  return {
    port,
    entries,
    async curl(url, userPass, ...args) {
      const asking = ['-sS', '-x', `http://127.0.0.1:${port}`, '--proxy-basic', '-U', userPass]
      const told = ['-o', '/dev/null', '-w', '%{response_code} %{http_connect}']
      const before = entries.length
      const ran = await run('curl', ['-q', ...asking, ...told, ...args, url])
      const [response = '0', connect = '0'] = ran.stdout.split(' ')
      while (entries.length === before) await new Promise((resolve) => setImmediate(resolve))
      return { status: Number(response) || Number(connect), ran, entry: entries.at(-1) }
    },
  }
}
