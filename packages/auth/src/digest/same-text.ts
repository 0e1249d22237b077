/**
 * Whether two texts are the same, in a time that depends on the length of the first and on nothing
 * else: how far a guess was right must not be measurable.
 */
export function isSameText(received: string, right: string): boolean {
  let difference = received.length ^ right.length
  for (let i = 0; i < received.length; i++) {
    // Beyond its end `charCodeAt` is NaN, which counts as 0 here: the lengths differ already.
    difference |= received.charCodeAt(i) ^ right.charCodeAt(i)
  }
  return difference === 0
}
