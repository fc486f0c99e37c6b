/** Colours and type after the patterns of the NHS service manual, without its logo and fonts. */
const COLOURS = `
:root{color-scheme:light dark;
--page:#f0f4f5;--card:#fff;--ink:#212b32;--soft:#4c6272;--line:#aeb7bd;--faint:#d8dde0;--link:#005eb8;--band:#005eb8;--band-ink:#fff;
--sure:#005eb8;--open:#99bfe3;--track:#e3e8ea;--mark:#212b32;
--red:#a8170c;--red-bg:#f9e1df;--amber:#6b4e00;--amber-bg:#fff4d3;--green:#00592a;--green-bg:#d5ecdf;--blue:#003d78;--blue-bg:#dcebf8;--grey:#354551;--grey-bg:#e3e8ea;
--c1:#005eb8;--c2:#0a8f8f;--c3:#8a6d00;--c4:#7c2855;--c5:#41b6e6;--c6:#e0761a;--c7:#768692;--c8:#c9cfd3}
@media screen and (prefers-color-scheme:dark){:root{
--page:#10191f;--card:#1a262e;--ink:#eef2f4;--soft:#b4c1c9;--line:#5d6f7b;--faint:#33434d;--link:#8cc4f8;--band:#003d78;--band-ink:#fff;
--sure:#4ba3f0;--open:#2c5d8c;--track:#2c3a44;--mark:#eef2f4;
--red:#ffb4ab;--red-bg:#5a1712;--amber:#ffdf8f;--amber-bg:#4a3900;--green:#a2e4bd;--green-bg:#0d4425;--blue:#b5d9fb;--blue-bg:#0d3a63;--grey:#d5dde2;--grey-bg:#33434d;
--c1:#4ba3f0;--c2:#3cc4c4;--c3:#d8b843;--c4:#d07aa5;--c5:#8fdcff;--c6:#f5a25d;--c7:#97a6b1;--c8:#55656f}}
`;

const BASE = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--ink);font:1rem/1.5 Arial,Helvetica,sans-serif}
a{color:var(--link)}
a:focus,summary:focus{outline:4px solid #ffeb3b;outline-offset:0;background:#ffeb3b;color:#212b32;box-shadow:0 4px 0 #212b32;text-decoration:none}
.skip{position:absolute;left:-999px;padding:.5rem 1rem}
.skip:focus{left:1rem;top:1rem;z-index:1}
.wrap{max-width:76rem;margin:0 auto;padding:0 1.25rem}
.band{background:var(--band);color:var(--band-ink)}
.band .wrap{padding-top:.5rem;padding-bottom:.5rem;display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;align-items:baseline;justify-content:space-between}
.band p{margin:0}
.band strong{font-size:1.15rem}
.lens{background:var(--amber-bg);color:var(--amber);border-bottom:1px solid var(--line)}
.lens.live{background:var(--blue-bg);color:var(--blue)}
.lens p{margin:0;padding-top:.2rem;padding-bottom:.2rem;font-weight:700}
h1{font-size:1.7rem;line-height:1.2;margin:0;overflow-wrap:anywhere}
h2{font-size:1.5rem;line-height:1.25;margin:0 0 .75rem}
h3{font-size:1.2rem;line-height:1.3;margin:1.5rem 0 .5rem}
p,ul,ol{margin:0 0 .75rem}
.sub{color:var(--soft)}
.small{font-size:.9rem}
.soft{color:var(--soft)}
.nowrap{white-space:nowrap}
.hide{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.card{background:var(--card);border:1px solid var(--faint);padding:1.25rem 1.5rem;margin:0 0 1.25rem}
main>section.card{scroll-margin-top:1rem}
code{font-family:Consolas,Menlo,monospace;font-size:.9em;overflow-wrap:anywhere}
nav ul{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem}
nav a{display:inline-block;padding:.2rem 0}
`;

const FIRST_SCREEN = `
.title{display:flex;flex-wrap:wrap;align-items:baseline;gap:0 1.25rem;margin:.8rem 0 .6rem}
.title h1,.title .sub{margin:0}
.unsafe{background:var(--red-bg);color:var(--red);border:4px solid var(--red);padding:.5rem 1.25rem;margin:0 0 .75rem}
.unsafe h2{display:inline;font-size:1.25rem}.unsafe p{display:inline;margin-left:.6rem}
.unsafe ul{margin:.2rem 0 0;padding-left:1.2rem;font-weight:700}.unsafe a{color:inherit}
.verdict{display:grid;grid-template-columns:minmax(0,1.15fr) minmax(0,1fr);gap:1rem 2.5rem;border-top:6px solid var(--sure);padding:.7rem 1.25rem;margin-bottom:.75rem}
.stage{font-size:2.2rem;line-height:1.1;font-weight:700;margin:0 .7rem .1rem 0}
.kicker{color:var(--soft);font-weight:700;margin:0}
.could{margin:0}
.short{margin:.5rem 0 0;font-size:.95rem}
.steps{list-style:none;padding:0;margin:.5rem 0 0;display:grid;grid-template-columns:repeat(4,1fr);gap:.35rem}
.steps li{border-top:10px solid var(--track);padding-top:.2rem;font-size:.8rem;line-height:1.3;white-space:nowrap}
.steps li.sure{border-color:var(--sure)}
.steps li.open{border-color:var(--open)}
.steps b{margin-right:.3rem;font-size:.9rem}
.measures{margin:.2rem 0 0}
.measures div{display:grid;grid-template-columns:8rem minmax(0,1fr) 9.4rem;gap:0 .8rem;align-items:center;margin-bottom:.25rem}
.measures dt{font-weight:700}
.measures dd{margin:0}.measures dd:last-child{font-weight:700;text-align:right}
.key{margin:.3rem 0 0}
.trio{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1.3fr);grid-template-rows:auto 1fr;gap:0 .75rem}
.trio>.card{padding:.7rem 1.25rem;margin-bottom:.75rem}
.trio h2{font-size:1.25rem;margin-bottom:.3rem}
#fixes{grid-column:2;grid-row:1/3}
#not-checked{grid-column:1}
.lead{margin:0 0 .3rem;font-weight:700}
.rest{margin:.3rem 0 0}
.line{display:block}
.gates li,.trio .plain li{padding:.3rem 0;line-height:1.35}
.fixes{padding:0;list-style:none;counter-reset:fix;margin:0}
.fixes.on{counter-reset:fix 5}
.fixes li{counter-increment:fix;padding:.45rem 0 .45rem 2rem;border-top:1px solid var(--faint);position:relative}
.fixes li:first-child{border-top:0;padding-top:.1rem}
.fixes li::before{content:counter(fix);position:absolute;left:0;font-weight:700;font-size:1.2rem;line-height:1.2;color:var(--sure)}
.fix{display:flex;justify-content:space-between;align-items:start;gap:.75rem;line-height:1.35}
.fix .tag{flex:none}
.fixes p{margin:0;line-height:1.4}
.plain{list-style:none;padding:0;margin:0}
.plain li{padding:.4rem 0;border-top:1px solid var(--faint)}
.plain li:first-child{border-top:0;padding-top:0}
.columns{columns:2;column-gap:2rem;font-size:.95rem}.columns li{break-inside:avoid}
`;

const PARTS = `
.tag{display:inline-block;margin:0 .15rem .25rem 0;padding:.05rem .5rem;border:1px solid currentColor;font-size:.85rem;line-height:1.45;font-weight:700;white-space:nowrap;color:var(--grey);background:var(--grey-bg)}
.tag.red{color:var(--red);background:var(--red-bg)}.tag.amber{color:var(--amber);background:var(--amber-bg)}
.tag.green{color:var(--green);background:var(--green-bg)}.tag.blue{color:var(--blue);background:var(--blue-bg)}
table{width:100%;border-collapse:collapse;margin:0 0 1rem;font-size:.95rem}
caption{text-align:left;font-weight:700;padding:0 0 .5rem}
th,td{text-align:left;vertical-align:top;padding:.5rem .9rem .5rem 0;border-bottom:1px solid var(--faint);overflow-wrap:break-word}
tr.above th,tr.above td{border-bottom:0;padding-bottom:.1rem}tr.below td{padding-top:0}
thead th{border-bottom:2px solid var(--line);font-size:.9rem;vertical-align:bottom}
tbody th{font-weight:400}
.w10{width:10%}.w15{width:15%}.w20{width:20%}.w25{width:25%}.w30{width:30%}.w35{width:35%}.w40{width:40%}.w45{width:45%}.w50{width:50%}
td.num,th.num{text-align:right;white-space:nowrap}
td .label,th .label{display:none}
tr:target,li:target,details:target{background:var(--amber-bg)}
svg.bar{display:block;width:100%;max-width:11rem;height:.9rem;overflow:visible}
svg.wide{max-width:none}
.track{fill:var(--track)}.sure{fill:var(--sure)}.open{fill:var(--open)}.tick{stroke:var(--card);stroke-width:1}.seen,.need{stroke:var(--mark);stroke-width:2}
.k1{fill:var(--c1)}.k2{fill:var(--c2)}.k3{fill:var(--c3)}.k4{fill:var(--c4)}.k5{fill:var(--c5)}.k6{fill:var(--c6)}.k7{fill:var(--c7)}.k8{fill:var(--c8)}
.legend{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.25rem 1.1rem;font-size:.9rem}
.legend svg{width:.8rem;height:.8rem;margin-right:.35rem;vertical-align:-.05rem}
summary{cursor:pointer;color:var(--link);text-decoration:underline;padding:.15rem 0}
details{margin:0 0 .5rem}
details>:not(summary){margin-left:.9rem}
.finding{overflow-wrap:anywhere;border-top:1px solid var(--faint);padding:.75rem 0}
.finding h4{margin:0 0 .3rem;font-size:1.05rem;overflow-wrap:anywhere}
.finding p{margin:0 0 .35rem}.places{margin:0 0 .35rem;padding-left:1.2rem}.tags{display:flex;flex-wrap:wrap;gap:0 .4rem;align-items:baseline}
dl.facts{display:grid;grid-template-columns:minmax(8rem,14rem) minmax(0,1fr);gap:.3rem 1.5rem;margin:0 0 1rem}
dl.facts dt{font-weight:700}dl.facts dd{margin:0;overflow-wrap:anywhere}
footer{color:var(--soft);padding:0 0 2rem;font-size:.9rem}
`;

const NARROW = `
@media screen and (max-width:56em){.verdict,.trio{grid-template-columns:minmax(0,1fr)}.trio{grid-template-rows:none}#fixes,#not-checked{grid-column:1;grid-row:auto}}
@media screen and (max-width:48em){
h1{font-size:1.4rem}.stage{font-size:2rem}.wrap{padding:0 .9rem}.card,.trio>.card,.verdict{padding:.9rem 1rem}
.steps{grid-template-columns:1fr 1fr}.steps b{display:block}
.measures div{grid-template-columns:minmax(0,1fr) auto}.measures dd:last-child{grid-row:1;grid-column:2}.measures dd{grid-column:1/3}
.fix{display:block}.columns{columns:1}
table,tbody,tr,td,tbody th,caption{display:block;width:auto}
thead{display:block;position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
tbody tr{padding:.6rem 0;border-bottom:2px solid var(--line)}
tbody tr.above{border:0;padding-bottom:0}tbody tr.below{padding-top:.2rem}
td,tbody th{border:0;padding:.2rem 0;overflow-wrap:anywhere}
td.num,tbody th.num{text-align:left;white-space:normal}
td .label,tbody th .label{display:block;font-weight:700;font-size:.85rem;color:var(--soft)}
td.blank{display:none}
dl.facts{grid-template-columns:minmax(0,1fr)}dl.facts dd{margin-bottom:.4rem}
}
`;

const PRINT = `
@media print{
html{font-size:11.5px}
body{background:#fff;line-height:1.3}
p,ul,ol,table,details,dl.facts{margin-bottom:.35rem}th,td{padding-top:.15rem;padding-bottom:.15rem}.plain li,.fixes li{padding-top:.2rem;padding-bottom:.2rem}
.band{background:none;color:#212b32;border-bottom:2px solid #005eb8}
nav,.skip,.screen,.aside,.more,.rest,.below,footer{display:none}
tr.above th,tr.above td{border-bottom:1px solid var(--faint)}
.wrap{max-width:none;padding:0}.band .wrap,.lens p{padding:.2rem .4rem}
.card,.trio>.card{border:0;padding:0;margin-bottom:1rem}
.verdict{border-top:4px solid #005eb8;padding:.5rem 0 0}
.trio{display:block}
.gates .line{display:inline;margin-left:.5rem}
h3{margin-top:.7rem}
h2,h3,h4,caption,summary,thead,thead tr{break-after:avoid}
tr,.fixes li,.plain li,.verdict,.finding{break-inside:avoid}
.many{break-inside:auto}.places li{break-inside:avoid}
#findings{break-before:page}
.finding .run{display:inline}.finding{padding:.35rem 0}.finding p,.finding h4{margin-bottom:.05rem}
.tag{margin-bottom:.05rem;padding:0 .3rem;line-height:1.3}
details::details-content{content-visibility:visible;display:block}
details>:not(summary){margin-left:0}
summary{list-style:none;color:inherit;text-decoration:none;font-weight:700}
#findings summary{display:none}
a{color:inherit}
a[href^="http"]::after{content:" (" attr(href) ")";font-size:.85em;overflow-wrap:anywhere}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}
`;

/** Words that stand at the foot of every printed page. */
const footer = (lens: 'live' | 'synthetic'): string =>
  `@page{margin:11mm 12mm 14mm;@bottom-left{content:"${
    lens === 'synthetic' ? 'Synthetic data: a capability stage' : 'Live data'
  }";font:9pt Arial,sans-serif}@bottom-right{content:"Page " counter(page) " of " counter(pages);font:9pt Arial,sans-serif}}`;

/** The whole style sheet of a report. */
export const styleSheet = (lens: 'live' | 'synthetic'): string =>
  [COLOURS, BASE, FIRST_SCREEN, PARTS, NARROW, PRINT, footer(lens)].join('').replace(/\n/g, '');
