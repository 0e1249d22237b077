import type { Parent } from './parent.ts'
import type { ParentChain, Weighted } from './routing.ts'

/**
 * Whom to ask, one after the other. Parents that are up come first, tier by tier, those of one tier
 * by lot. Parents that are down are asked last: their own error says more than that they are down.
 * Where the origin may be asked itself, that comes in their place.
 *
 * @param random gives numbers from 0 up to 1
 */
export function orderParents(
  { tiers, orDirect }: ParentChain,
  nowMs: number,
  random: () => number,
): readonly (Parent | 'direct')[] {
  const ordered = tiers.flatMap((tier) => drawn(tier, random))
  const up = ordered.filter(({ health }) => health.isUp(nowMs))
  if (orDirect) return [...up, 'direct']
  return [...up, ...ordered.filter(({ health }) => !health.isUp(nowMs))]
}

/** Each place goes to one of those that are left, with the chance that its weight has among them. */
function drawn(tier: readonly Weighted[], random: () => number): readonly Parent[] {
  if (tier.length === 1) return [tier[0]!.parent]
  const left = [...tier]
  const order: Parent[] = []
  while (left.length > 0) {
    let lot = random() * left.reduce((sum, { weight }) => sum + weight, 0)
    const at = left.findIndex(({ weight }) => {
      lot -= weight
      return lot < 0
    })
    // Rounding may leave a little of the lot after the last.
    const [won] = left.splice(at < 0 ? left.length - 1 : at, 1)
    order.push(won!.parent)
  }
  return order
}
