/** Negotiate flags (MS-NLMP §2.2.2.5), those that this client sends or looks at. */
export const FLAG = {
  UNICODE: 0x0000_0001,
  REQUEST_TARGET: 0x0000_0004,
  SIGN: 0x0000_0010,
  NTLM: 0x0000_0200,
  ALWAYS_SIGN: 0x0000_8000,
  EXTENDED_SESSION_SECURITY: 0x0008_0000,
  TARGET_INFO: 0x0080_0000,
  BITS_128: 0x2000_0000,
  KEY_EXCHANGE: 0x4000_0000,
  BITS_56: 0x8000_0000,
} as const

/** What this client offers: Unicode, session security, keys of 128 bits. Nothing of NTLMv1 or LAN Manager. */
export const OFFERED: number =
  (FLAG.UNICODE |
    FLAG.REQUEST_TARGET |
    FLAG.SIGN |
    FLAG.NTLM |
    FLAG.ALWAYS_SIGN |
    FLAG.EXTENDED_SESSION_SECURITY |
    FLAG.TARGET_INFO |
    FLAG.BITS_128 |
    FLAG.KEY_EXCHANGE |
    FLAG.BITS_56) >>>
  0
