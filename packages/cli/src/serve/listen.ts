import type { Bound, Entrance, ListenAddress, Proxy } from '@hopwise/proxy'
import { EXIT } from '../exit-code.ts'
import { Problem } from '../problem.ts'
import { formatAuthority } from './listen-address.ts'

/** @throws {Problem} when the address cannot be listened on */
export async function listen(proxy: Proxy, at: ListenAddress, entrance: Entrance): Promise<Bound> {
  try {
    return await proxy.listen(at, entrance)
  } catch (error) {
    const sentence = sentenceFor(error, at)
    if (sentence === undefined) throw error
    throw new Problem(EXIT.listen, sentence, { cause: error })
  }
}

function sentenceFor(error: unknown, at: ListenAddress): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  const where = formatAuthority(at)
  switch (error.code) {
    case 'EADDRINUSE':
      return `${where} is taken by another program: stop it, or choose another port with --listen (port 0 finds a free one).`
    case 'EACCES':
    case 'EPERM':
      return `This user may not listen on ${where}: choose a port from 1024 with --listen, or grant CAP_NET_BIND_SERVICE.`
    case 'EADDRNOTAVAIL':
      return `${at.host} is not an address of this machine: choose one that is with --listen.`
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The name ${at.host} cannot be resolved: give an address with --listen.`
    case 'EAFNOSUPPORT':
    case 'EINVAL':
      return `This machine cannot listen on ${where} (${error.code}): choose another address with --listen.`
    default:
      return undefined
  }
}
