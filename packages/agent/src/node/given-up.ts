import type { ClientRequest } from 'node:http'

/**
 * Aborts when a request is given up, by a signal or by `destroy`. As long as it has no connection Node
 * keeps that to itself: no event tells it, and the connection would go on being made for nobody.
 */
export function givenUp(request: ClientRequest): AbortSignal {
  const controller = new AbortController()
  const { destroy } = request
  request.destroy = (error) => {
    destroy.call(request, error)
    controller.abort(error)
    return request
  }
  return controller.signal
}
