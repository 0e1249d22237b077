// What pure code may use beyond the language (invariant 1). There is no DOM and no Node here.
declare class TextEncoder {
  encode(text: string): Uint8Array
  encodeInto(text: string, into: Uint8Array): { readonly read: number; readonly written: number }
}
declare class TextDecoder {
  constructor(label?: string, options?: { readonly fatal?: boolean; readonly ignoreBOM?: boolean })
  decode(bytes: Uint8Array): string
}
declare function atob(base64: string): string
declare function btoa(binary: string): string
declare class URL {
  constructor(text: string)
  readonly hostname: string
}
