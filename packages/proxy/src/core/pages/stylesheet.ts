/**
 * One sheet for all pages: system type, one accent (the green of hops), nothing loaded. The colours
 * keep at least 4.5:1 on their ground in both schemes (WCAG 2.2, 1.4.3); the page's test computes it.
 */
export const STYLESHEET: string = `
:root{color-scheme:light dark;--mono:ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;--ground:#fbfcf8;--ink:#1b1f16;--soft:#596150;--line:#d8decb;--code:#eef2e4;--accent:#41700f}
@media(prefers-color-scheme:dark){:root{--ground:#13160f;--ink:#e8ebe0;--soft:#a2aa95;--line:#333a29;--code:#1e2318;--accent:#a8d568}}
*,::before,::after{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:1.0625rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:anywhere;-webkit-text-size-adjust:100%}
main{max-width:50rem;margin:0 auto;padding:clamp(1.25rem,5vw,3.5rem) clamp(1.15rem,5vw,2rem) 3rem}
h1{margin:0;font-size:clamp(1.6rem,1rem + 4vw,2.9rem);line-height:1.1;font-weight:680;letter-spacing:-.022em;text-wrap:balance}
h2{margin:2.6rem 0 .6rem;font-size:1.0625rem;line-height:1.3;font-weight:680}
p{margin:.6rem 0}
a{color:var(--accent);text-underline-offset:.18em;text-decoration-thickness:1px}
a:hover{text-decoration-thickness:2px}
:focus-visible{outline:3px solid var(--accent);outline-offset:3px;border-radius:2px}
code,pre{font:.9375em/1.5 var(--mono)}
code{font-size:.9em;background:var(--code);padding:.1em .3em;border-radius:4px;-webkit-box-decoration-break:clone;box-decoration-break:clone}
pre,.cmd{display:block;margin:.5rem 0;padding:.7rem .9rem;font-size:.9rem;line-height:1.55;background:var(--code);border-radius:8px;white-space:pre-wrap;user-select:all}
pre i,.cmd i{display:inline-block;max-width:100%;font-style:normal}
.from{display:flex;gap:.7rem;align-items:center;margin:0 0 clamp(1.8rem,6vw,3.4rem);color:var(--soft);font-size:.9375rem;line-height:1.4}
.mark{flex:none;width:2.5rem;color:var(--accent)}
.from b{color:var(--ink);font-weight:600}
.status{display:flex;flex-wrap:wrap;align-items:baseline;gap:0 .9rem;margin:0 0 .5rem;color:var(--accent);font-weight:600}
.status b{font-size:clamp(3.6rem,2.6rem + 6vw,6.2rem);line-height:1;font-weight:300;letter-spacing:-.045em;font-variant-numeric:lining-nums tabular-nums;margin-left:-.04em}
.lede{margin:1rem 0 0;font-size:1.1875rem;line-height:1.5;max-width:38rem;text-wrap:pretty}
.way{display:flex;margin:2.4rem 0 0;padding:0;list-style:none}
.way li{position:relative;flex:1;padding:1.7rem .9rem 0 0;font-size:.9375rem;line-height:1.35}
.way b{display:block;font-weight:650}
.way span{color:var(--soft)}
.way li::before{content:"";position:absolute;z-index:1;left:0;top:0;width:1rem;height:1rem;border-radius:50%;border:2px solid var(--accent);background:var(--accent)}
.way li:not(:last-child)::after{content:"";position:absolute;left:1rem;right:0;top:calc(.5rem - 1px);border-top:2px solid var(--accent)}
.way .here::before{box-shadow:0 0 0 4px var(--ground),0 0 0 6px var(--accent)}
.way .ahead::before{background:var(--ground);border-color:var(--soft)}
.way .here:not(:last-child)::after,.way .cut:not(:last-child)::after{border-top:2px dotted var(--soft)}
.way .cut i{position:absolute;z-index:2;top:-.32rem;left:calc(50% + .5rem);width:1.6rem;height:1.6rem;translate:-50% 0;background:var(--ground)}
.way .cut i::before,.way .cut i::after{content:"";position:absolute;left:.15rem;right:.15rem;top:calc(50% - 1px);border-top:2px solid var(--accent);rotate:45deg}
.way .cut i::after{rotate:-45deg}
.facts{display:grid;grid-template-columns:9.5rem 1fr;gap:.55rem 1.4rem;margin:2.6rem 0 0;padding:1.4rem 0 0;border-top:1px solid var(--line)}
.facts dt{color:var(--soft)}
.facts dd{margin:0}
.facts.id{margin-top:1.4rem;font-size:.9375rem}
.facts.id b{font:.9375em var(--mono)}
.tools{margin:.8rem 0 0;border-top:1px solid var(--line)}
.tools>div{display:grid;grid-template-columns:9.5rem 1fr;gap:0 1.4rem;align-items:baseline;padding:.8rem 0;border-bottom:1px solid var(--line)}
.tools dt{font-weight:600}
.tools dd{margin:0;min-width:0}
.tools p{margin:0}
.tools pre{margin:.4rem 0 0}
.tools pre:first-child{margin:0}
.note,.tools p{color:var(--soft);font-size:.9375rem}
.steps h2{display:flex;flex-wrap:wrap;gap:.1rem .7rem;align-items:baseline;margin-bottom:.3rem}
.steps h2 span{font-weight:400;color:var(--soft);font-size:.9375rem}
.rows{margin:0;padding:0;list-style:none;border-top:1px solid var(--line)}
.rows li{display:grid;grid-template-columns:2.6rem 1fr auto;gap:0 .8rem;align-items:baseline;padding:.45rem 0;border-bottom:1px solid var(--line)}
.rows b{font-weight:600;color:var(--soft);font-variant-numeric:tabular-nums}
.rows code{padding:0;background:none;color:var(--soft);font-size:.8125rem}
.plain{padding-left:1.1rem;margin:.4rem 0}
.ways{display:flex;flex-wrap:wrap;gap:.2rem .3rem;margin:1.8rem 0 0;padding:0;list-style:none;font-size:.9375rem;color:var(--soft)}
.ways li:not(:last-child)::after{content:"\\2192" / "";margin-left:.3rem}
.ways [aria-current]{color:var(--accent);font-weight:650}
@media(max-width:34rem){pre,.cmd{padding:.6rem .7rem;font-size:.8rem}.facts,.tools>div{grid-template-columns:1fr;gap:0}.facts dd{margin-bottom:.7rem}.tools dt{margin-bottom:.25rem}.way li{font-size:.875rem}.rows li{grid-template-columns:2.6rem 1fr}.rows code{grid-column:2}}
@media print{:root{--ground:#fff}}
`.trim()
