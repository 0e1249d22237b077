import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { Limits } from '../../core/limits.ts'
import { forwardRequest } from '../../testing/heads.ts'
import { aParent, withLogin } from '../../testing/parents.ts'
import { anEngine, aScene } from '../../testing/start-engine.ts'
import { RequestContent } from '../held-content.ts'
import { askedContent, outgoingOf, repeatsOf } from './outgoing.ts'

const cases: readonly [string, readonly string[], string, Partial<Limits>, string, string][] = [
  ['nothing', ['GET http://o/ HTTP/1.1'], '', {}, 'none', 'always'],
  ['nothing, by POST', ['POST http://o/ HTTP/1.1'], '', {}, 'none', 'when-asked'],
  ['a little', ['POST http://o/ HTTP/1.1', 'Content-Length: 3'], 'abc', {}, 'held', 'when-asked'],
  [
    'a little, by PUT',
    ['PUT http://o/ HTTP/1.1', 'Content-Length: 3'],
    'abc',
    {},
    'held',
    'always',
  ],
  [
    'more than may be held',
    ['PUT http://o/ HTTP/1.1', 'Content-Length: 3'],
    '',
    { heldBytesMax: 2 },
    'streamed',
    'never',
  ],
  [
    'more than there is room for',
    ['PUT http://o/ HTTP/1.1', 'Content-Length: 3'],
    '',
    { heldInAllBytesMax: 2 },
    'streamed',
    'never',
  ],
  [
    'who knows how much',
    ['PUT http://o/ HTTP/1.1', 'Transfer-Encoding: chunked'],
    '',
    {},
    'streamed',
    'never',
  ],
]
for (const [what, lines, content, limits, kind, repeats] of cases) {
  test(`${what} is ${kind}, and sent again ${repeats}`, async (t) => {
    const { outgoing, request } = await going(t, lines, content, limits)
    assert.equal(outgoing.kind, kind)
    assert.equal(repeatsOf(request, outgoing), repeats)
    const covered = askedContent(outgoing)
    if (kind === 'held') assert.equal(Buffer.from(covered as Uint8Array).toString(), content)
    else assert.equal(covered, kind === 'none' ? undefined : 'streamed')
  })
}

test('nothing is held for a parent that will not ask', async (t) => {
  const { outgoing } = await going(t, ['PUT http://o/ HTTP/1.1', 'Content-Length: 3'], '', {}, true)
  assert.equal(outgoing.kind, 'streamed')
})

async function going(
  t: TestContext,
  lines: readonly string[],
  content: string,
  limits: Partial<Limits>,
  asksNobody = false,
) {
  const { engine } = anEngine({ limits })
  const { scene, far } = await aScene(t, engine)
  const request = forwardRequest(...lines)
  scene.exchange.content =
    request.framing.kind === 'none'
      ? undefined
      : new RequestContent(request, scene.client.connection, engine)
  far.write(content)
  const parent = aParent(1, { credentials: withLogin('us', 'secret') })
  parent.asksNobody = asksNobody
  return { request, outgoing: await outgoingOf(scene, request, parent) }
}
