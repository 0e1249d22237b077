/**
 * Takes TypeScript apart into code, comments and texts, so that gates can look at one of them.
 * Not a parser: it knows where comments, strings, templates and regular expressions begin and end.
 */
export interface Piece {
  readonly kind: 'code' | 'comment' | 'text'
  readonly text: string
}

/** Comments blanked out; every position stays where it was. */
export function withoutComments(source: string): string {
  return keep(source, ['code', 'text'])
}

/** Comments and the contents of strings, templates and regular expressions blanked out. */
export function codeOnly(source: string): string {
  return keep(source, ['code'])
}

export function pieces(source: string): readonly Piece[] {
  const found: Piece[] = []
  // For each open `${`: how many braces were opened inside it.
  const braces: number[] = []
  let code = ''
  for (let at = 0; at < source.length; ) {
    const rest = source.slice(at)
    const closesTemplate = rest[0] === '}' && braces.at(-1) === 0
    const comment = COMMENT.exec(rest)?.[0]
    const text =
      closesTemplate || rest[0] === '`' ? TEMPLATE_PART.exec(rest)![0] : textAt(rest, code)
    if (comment === undefined && text === undefined) {
      if (rest[0] === '{' && braces.length > 0) braces[braces.length - 1]! += 1
      if (rest[0] === '}' && braces.length > 0) braces[braces.length - 1]! -= 1
      const plain = /^[\w$]+|^[\s\S]/.exec(rest)![0]
      code += plain
      found.push({ kind: 'code', text: plain })
      at += plain.length
      continue
    }
    if (closesTemplate) braces.pop()
    if (text?.endsWith('${')) braces.push(0)
    if (text !== undefined) code += text.endsWith('${') ? '(' : ' "" '
    found.push({ kind: comment === undefined ? 'text' : 'comment', text: (comment ?? text)! })
    at += (comment ?? text)!.length
  }
  return found
}

function textAt(rest: string, before: string): string | undefined {
  const quoted = QUOTED.exec(rest)?.[0]
  if (quoted !== undefined || rest[0] !== '/') return quoted
  return EXPECTS_VALUE.test(before.trimEnd()) ? REGULAR_EXPRESSION.exec(rest)?.[0] : undefined
}

function keep(source: string, kinds: readonly Piece['kind'][]): string {
  return pieces(source)
    .map(({ kind, text }) => (kinds.includes(kind) ? text : text.replaceAll(/[^\n]/g, ' ')))
    .join('')
}

const COMMENT = /^(?:\/\/[^\n]*|\/\*[\s\S]*?\*\/)/
const QUOTED = /^(?:'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*")/
/** From a backtick, or the brace that ends `${…}`, to the next `${` or the closing backtick. */
const TEMPLATE_PART = /^[`}](?:[^`\\$]|\\[\s\S]|\$(?!\{))*(?:\$\{|`)/
const REGULAR_EXPRESSION = /^\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/
/** What stands before a `/` that begins a regular expression rather than dividing. */
const EXPECTS_VALUE = /(?:^|[=(,[{};:!&|?<>~+*%-]|\b(?:return|case|typeof|in|of|yield|await|void))$/
