import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'

/**
 * Lines of JSON resemble each other: level 1 makes them ten to twenty times smaller and costs less
 * CPU than writing them as they are (docs/decisions/0021).
 */
export function packLines(lines: Uint8Array): Uint8Array {
  return zstdCompressSync(lines, { params: { [constants.ZSTD_c_compressionLevel]: 1 } })
}

/** Without the last, empty one. */
export function unpackLines(packed: Uint8Array): string[] {
  const text = zstdDecompressSync(packed, { maxOutputLength: LINES_BYTES_MAX }).toString()
  const lines = text.split('\n')
  lines.pop()
  return lines
}

/** Far above any batch: a damaged segment must not fill the memory. */
const LINES_BYTES_MAX = 64 * 1024 * 1024
