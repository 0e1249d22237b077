/** What the registry's pages need besides the sheet of all pages. */
export const CODES_STYLESHEET: string = `
[hidden]{display:none!important}
:root{scroll-padding-top:1.5rem}
.soft{color:var(--soft);font-size:.9375rem}
.bar{justify-content:flex-start;flex-wrap:wrap}
.bar nav{margin-left:auto;display:flex;gap:1.2rem}
kbd{font:.8125rem var(--mono);border:1px solid var(--line);border-radius:4px;padding:0 .4em;color:var(--soft)}
h3{margin:1.5rem 0 .4rem;font-size:1rem;line-height:1.35;font-weight:650}
h2.part{margin-top:3.6rem;padding-top:1.6rem;border-top:1px solid var(--line);font-size:1.3rem;letter-spacing:-.01em}
code i{font-style:normal;white-space:nowrap}
.gist{font-size:1.0625rem}
.plain li{margin:.35rem 0;padding-left:.15rem}
.plain li::marker{color:var(--soft);font-variant-numeric:tabular-nums}
.meaning{margin-top:2.8rem;padding-top:.4rem;border-top:1px solid var(--line)}
.meaning h2{margin-top:1.2rem;font-size:1.3rem;letter-spacing:-.01em}
.meaning .facts{margin-top:.7rem;padding-top:.9rem;font-size:.9375rem}
:target{scroll-margin-top:1rem}
.meaning:target h2,.tokens>div:target dt{box-shadow:-1.1rem 0 0 -.85rem var(--accent)}
.meanings{margin:2rem 0 0}
.rows.two li{grid-template-columns:1fr auto}
.rows.wide li{grid-template-columns:minmax(5rem,auto) 1fr}
.rows.wide{margin-top:2rem}
.rows .whose{color:var(--soft);font-size:.875rem;text-align:right}
.constants,.finer{margin:.8rem 0 0;font-size:.9375rem}
.constants>div,.finer>div{display:grid;grid-template-columns:14rem 1fr;gap:0 1.4rem;padding:.35rem 0;border-bottom:1px solid var(--line)}
.constants dt,.finer dt{color:var(--soft)}
.constants dd,.finer dd{margin:0;min-width:0}
.finer a{margin-right:.5rem}
.list a{margin-right:.8rem}
.tokens{margin:2rem 0 0;border-top:1px solid var(--line)}
.tokens>div{padding:.8rem 0;border-bottom:1px solid var(--line)}
.tokens dd{margin:.25rem 0 0}
.tokens dd p{margin:.15rem 0 0}
.tokens dt a{text-decoration:none}
.tokens dt span{color:var(--soft)}
#search{position:relative;display:block;margin:2rem 0 0}
#search label{display:block;margin-bottom:.35rem;font-weight:650}
#search kbd{position:absolute;right:.9rem;top:3rem}
#q:focus~kbd{visibility:hidden}
#q{width:100%;padding:.7rem .9rem;border:1px solid var(--soft);border-radius:8px;background:var(--ground);color:inherit;font:inherit;appearance:none}
#q:focus{outline:3px solid var(--accent);outline-offset:0;border-color:var(--accent)}
.found:empty{border:0}
.found li{grid-template-columns:1fr auto}
.found a{text-decoration:none;display:flex;flex-wrap:wrap;gap:0 .8rem;min-width:0}
.found a span{text-decoration:underline;text-underline-offset:.18em;text-decoration-thickness:1px}
.found li p{grid-column:1/-1;margin:.1rem 0 0;display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden}
.found b{color:var(--ink)}
details{margin:.9rem 0 0}
summary{cursor:pointer;color:var(--soft);font-size:.9375rem}
summary:hover{color:var(--ink)}
.neighbours{display:flex;justify-content:space-between;margin:3.5rem 0 0}
@media(max-width:34rem){.constants>div,.finer>div{grid-template-columns:1fr}.rows .whose{grid-column:2;text-align:left}.rows.two li,.found li{grid-template-columns:1fr}.rows.two .whose,.found .whose{grid-column:1}}
`.trim()
