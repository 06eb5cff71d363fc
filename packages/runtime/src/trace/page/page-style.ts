import { darkTheme, lightTheme, themeProperties, themeRules } from "../picture/theme.ts";

const mono = "ui-monospace,'JetBrains Mono',SFMono-Regular,Menlo,Consolas,'Liberation Mono',monospace";

/** How the page looks: light and dark by the reader's preference, light on paper, in one column where it is narrow. */
export const pageStyle = `
${themeProperties(":root", lightTheme)}
:root{--page:#f5f7f9;color-scheme:light dark}
@media screen and (prefers-color-scheme:dark){
${themeProperties(":root", darkTheme)}
:root{--page:#0a0e13}
}
${toneClasses()}
${themeRules(".graph")}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-padding-top:16px}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.55 system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',sans-serif}
main,.skip{max-width:1240px;margin:0 auto;padding:40px 32px 72px}
body,code,pre,a{overflow-wrap:anywhere}
code,pre{font-family:${mono};font-size:.875em}
a{color:inherit;text-underline-offset:3px}
:focus-visible{outline:3px solid var(--slate-strong);outline-offset:2px;border-radius:4px}
.skip{position:absolute;left:-999em;padding:8px 16px;background:var(--ground)}
.skip:focus{left:16px;top:8px;z-index:1}
h1{font-size:clamp(22px,3.2vw,32px);line-height:1.25;letter-spacing:-.012em;font-weight:650;margin:12px 0 24px;overflow-wrap:anywhere}
h1 code{font-size:.9em;font-weight:600}
h2{font-size:20px;line-height:1.3;letter-spacing:-.006em;font-weight:650;margin:56px 0 16px}
h3{font-size:15px;font-weight:650;margin:0 0 8px}
.further{font-size:17px;margin:-12px 0 20px;max-width:75ch}
.further+.further{margin-top:-8px}
h4{font-size:12px;font-weight:600;margin:0 0 4px;color:var(--muted)}
p{margin:0 0 8px}
.namespace,.aside,.asked,.time,.by{color:var(--muted)}
.verdict{background:var(--ground);border:1px solid var(--dimLine);border-left:8px solid var(--strong);border-radius:12px;padding:28px 32px 24px}
.kicker{margin:0;color:var(--muted);display:flex;flex-wrap:wrap;gap:8px 14px;align-items:center;overflow-wrap:anywhere}
.badge{background:var(--strong);color:var(--ground);border-radius:6px;padding:3px 12px 4px;font-weight:700;font-size:14px;letter-spacing:.06em;text-transform:uppercase;white-space:nowrap}
.badge.proof{background:var(--green-tint);color:var(--green-strong);text-transform:none;letter-spacing:0;padding:2px 10px 3px}
.answers{display:flex;flex-wrap:wrap;gap:20px 48px;margin:0;padding:20px 0 0;border-top:1px solid var(--dimLine)}
.answer{flex:1 1 260px;min-width:0}
.answer.rule{flex:2 1 480px}
.answer.whole{flex-basis:100%}
.next{display:inline-block;background:var(--dimFill);border:1px solid var(--dimLine);border-radius:4px;padding:2px 8px;user-select:all}
.answer dt{font-size:13px;color:var(--muted);margin-bottom:2px}
.answer>dd{margin:0;font-size:15px}
.place{color:var(--strong);font-weight:600}
.asked{margin:20px 0 0;font-size:14px;overflow-wrap:anywhere}
.code{background:var(--dimFill);border:1px solid var(--dimLine);border-radius:4px;padding:1px 6px}
nav{margin:20px 0 0;font-size:14px}
nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:4px 24px;margin:0;padding:0 4px}
nav a{display:inline-block;padding:4px 0;color:var(--muted)}
nav a:hover{color:var(--ink)}
.graph{margin:0;background:var(--ground);border:1px solid var(--dimLine);border-radius:12px;overflow-x:auto}
.graph svg{display:block;margin:8px auto;height:auto}
@media (min-width:641px){.graph svg.wide{width:100%;min-width:920px}}
.graph a:hover rect,.graph a:focus-visible rect{stroke-width:4}
.graph a:focus-visible{outline:none}
.graph a:focus-visible rect{stroke:var(--slate-strong);stroke-width:5}
.graph a{cursor:pointer}
.legend{margin:10px 4px 0;font-size:14px;color:var(--muted)}
kbd{font:600 13px/1 ${mono};border:1px solid var(--line);border-radius:4px;padding:1px 6px;background:var(--ground)}
.timeline{list-style:none;margin:0;padding:0}
.visit{position:relative;padding:0 0 10px 44px}
.visit::before{content:"";position:absolute;left:14px;top:16px;bottom:-16px;width:2px;background:var(--line)}
.visit:last-child::before{display:none}
.visit details{background:var(--ground);border:1px solid var(--dimLine);border-radius:10px}
.visit.cause details{border-color:var(--strong);box-shadow:inset 0 0 0 1px var(--strong)}
.visit:target details{outline:3px solid var(--slate-tint)}
summary{cursor:pointer;display:flex;flex-wrap:wrap;align-items:baseline;gap:2px 12px;padding:10px 16px 11px;list-style:none}
summary::-webkit-details-marker{display:none}
summary::after{content:"+";margin-left:auto;color:var(--muted);font:600 16px/1 ${mono}}
[open]>summary::after{content:"\\2212"}
.ordinal{position:absolute;left:0;top:8px;width:30px;height:30px;border-radius:50%;background:var(--ink);color:var(--ground);font:700 13px/30px ${mono};text-align:center}
.cause .ordinal,.cause~.visit .ordinal,.completed .ordinal{background:var(--strong)}
.node{font:650 14px/1.5 ${mono};overflow-wrap:anywhere}
.outcome{font:600 13px/1.5 ${mono};border-radius:5px;padding:0 8px;background:var(--dimFill);border:1px solid var(--dimLine);color:var(--muted);overflow-wrap:anywhere}
.outcome.decided{background:var(--tint);border-color:var(--tint);color:var(--strong)}
.outcome.other{color:var(--ink);border-color:var(--line)}
.by{font-size:13.5px;overflow-wrap:anywhere}
.touched{font-size:13.5px;color:var(--ink);overflow-wrap:anywhere}
.time{font-size:13px;margin:0;padding:8px 0 6px}
.later .ordinal{top:42px}
.inside{padding:4px 16px 16px;border-top:1px solid var(--dimLine)}
.inside>*{margin-top:12px}
.step{border-left:3px solid var(--dimLine);padding:2px 0 2px 16px;margin-top:18px}
.step h3{display:flex;flex-wrap:wrap;gap:2px 10px;align-items:baseline;font:650 14px/1.5 ${mono};margin:0 0 6px}
.step h3 .by{font-weight:400}
.because{font-size:15px}
.effect{font-size:14px;margin:8px 0 0}
.op{font-weight:600}
.sides{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,340px),1fr));gap:16px 40px}
.side{min-width:0}
.fields{margin:0;font-size:14px}
.fields>div{display:grid;grid-template-columns:minmax(90px,26%) 1fr;gap:12px;padding:4px 0;border-top:1px solid var(--dimLine)}
.fields>div:first-child{border-top:0}
.answer .fields>div{border:0;padding:1px 0;gap:0 12px;grid-template-columns:auto 1fr}
.fields dt{color:var(--muted);overflow-wrap:anywhere}
.fields dd{margin:0;min-width:0;overflow-wrap:anywhere}
.digests dt{white-space:nowrap}
.digest{user-select:all}
pre{margin:0;white-space:pre-wrap;overflow-wrap:anywhere;line-height:1.5}
.copy{background:var(--ground);border:1px solid var(--dimLine);border-radius:8px;padding:10px 14px;user-select:all}
h3+.how{margin-top:8px}
.digests+h3{margin-top:28px}
.side h4{margin-top:8px}
.how{padding-left:20px;margin:0 0 12px}
.how li{margin:0 0 14px}
time{white-space:nowrap}
.key{color:var(--muted)}
.string{color:var(--green-strong)}
.atom{color:var(--slate-strong);font-weight:600}
.redacted{background:repeating-linear-gradient(-45deg,var(--slate-tint) 0 6px,var(--dimFill) 6px 12px);border:1px solid var(--line);border-radius:4px;padding:0 6px;color:var(--slate-strong);font-style:italic}
.scroll{overflow-x:auto;background:var(--ground);border:1px solid var(--dimLine);border-radius:12px;padding:4px 18px}
table{border-collapse:collapse;width:100%;font-size:14px}
th,td{text-align:left;padding:10px 20px 10px 0;border-top:1px solid var(--dimLine);vertical-align:top;font-weight:400}
thead th{border-top:0;color:var(--muted);font-size:13px}
@media (max-width:640px){
main{padding:16px 14px 48px}
.verdict{padding:20px 18px 18px}
h2{margin-top:44px}
.visit{padding-left:38px}
.visit details{position:relative}
summary{padding-right:40px}
summary::after{position:absolute;right:14px;top:14px}
.fields>div{grid-template-columns:1fr;gap:0}
thead{display:none}
tr,th,td{display:block;padding:0;border:0}
tr{padding:10px 0;border-top:1px solid var(--dimLine)}
tr:first-child{border-top:0}
td::before{content:attr(data-label) ": ";color:var(--muted)}
}
@media print{
body{background:none;font-size:11pt}
main{max-width:none;padding:0}
nav,.skip,#keys,summary::after{display:none}
.graph{overflow:visible;border:0}
.graph svg{max-width:100%;height:auto}
.badge,.badge.proof{background:none;color:var(--strong);border:1px solid var(--strong)}
.verdict,.visit,.step,tr{break-inside:avoid}
details::details-content{content-visibility:visible;block-size:auto;display:block}
h2{break-after:avoid}
}
`;

/** What ended a run colours its page: `--strong` and `--tint` are those of its terminal. */
function toneClasses(): string {
  return (["green", "amber", "slate", "red"] as const)
    .map((tone) => `.${tone}{--strong:var(--${tone}-strong);--tint:var(--${tone}-tint)}`)
    .join("\n");
}
