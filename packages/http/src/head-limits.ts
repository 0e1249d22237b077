/** Bounds of one head. Each has a precedent, so that nobody meets ours first. */
export interface HeadLimits {
  /** Octets of the request target. RFC 9112 §3 asks for 8 000 in the whole line; Apache stops at 8 190, nginx at 32 KiB. */
  readonly targetBytesMax: number
  /** Octets of the field section. Node: 16 KiB, nginx: 4 × 8 KiB, Squid: 64 KiB. */
  readonly fieldBytesMax: number
  /** Field lines. Apache: 100; browsers send 20. */
  readonly fieldLinesMax: number
}

export const HEAD_LIMITS: HeadLimits = {
  targetBytesMax: 32 * 1024,
  fieldBytesMax: 64 * 1024,
  fieldLinesMax: 200,
}
