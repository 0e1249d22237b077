import { type Certificates, makeCertificates } from './certificates.ts'
import { wholeFile } from './scope.ts'
import { type StartedProxy, startProxy } from './start-proxy.ts'

/** What every client's file needs: one proxy with alice and zoe, and an authority to trust. */
export async function startSurroundings(): Promise<{
  readonly proxy: StartedProxy
  readonly certificates: Certificates
}> {
  const [proxy, certificates] = await Promise.all([
    startProxy(wholeFile),
    makeCertificates(wholeFile),
  ])
  return { proxy, certificates }
}
