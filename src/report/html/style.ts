/** The style of the page. Colors are chosen for a contrast of 4.5 and more, in light and in dark. */
export const STYLE = `
:root{color-scheme:light dark;--page:#fff;--ink:#1b2330;--soft:#556072;--edge:#d4dae3;--panel:#f5f7fa;--link:#0b57d0;--wait:#b3480a;
--workload:#dbe8ff;--workload-edge:#3767b8;--object:#fff;--object-edge:#8290a5;--rights:#efe3fb;--rights-edge:#7c4bb0;--nodes:#ddf3e1;--nodes-edge:#2b7a3d;--missing:#fdeaea;--missing-edge:#b3261e}
@media (prefers-color-scheme:dark){:root{--page:#12161d;--ink:#e6eaf1;--soft:#a7b1c2;--edge:#394353;--panel:#1a2029;--link:#8ab8ff;--wait:#ffa564;
--workload:#1d3357;--workload-edge:#7ba6ee;--object:#222a36;--object-edge:#76849a;--rights:#37254d;--rights-edge:#be97ea;--nodes:#17391f;--nodes-edge:#6fc184;--missing:#4a1d1b;--missing-edge:#f08d86}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
header,main,footer{max-width:100rem;margin:0 auto;padding:0 1.25rem}
h1{font-size:1.7rem;line-height:1.2;margin:1.5rem 0 .5rem}
h3{font-size:1rem;margin:1rem 0 .4rem}
h2{font-size:1.25rem;margin:2.5rem 0 .6rem}
p{margin:.4rem 0;max-width:60rem}
a{color:var(--link)}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-100rem}
.skip:focus{position:static}
nav ul{display:flex;flex-wrap:wrap;gap:.4rem;list-style:none;margin:1rem 0;padding:0}
nav a{display:block;padding:.35rem .75rem;border:1px solid var(--edge);border-radius:1rem;text-decoration:none}
nav a:hover{background:var(--panel)}
.scroll{overflow:auto;border:1px solid var(--edge);border-radius:.5rem;background:var(--page)}
.picture{background:var(--panel);max-height:85vh}
svg{display:block;margin:0 auto}
table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{text-align:left;vertical-align:top;padding:.45rem .7rem;border-bottom:1px solid var(--edge);overflow-wrap:anywhere}
tr:last-child>td{border-bottom:0}
thead th{background:var(--panel);color:var(--soft);font-weight:600;white-space:nowrap;overflow-wrap:normal}
tbody tr:target{background:var(--workload)}
td ul{list-style:none;margin:0;padding:0}
.no{color:var(--soft)}
.must{color:var(--wait);font-weight:600}
.matrix td:nth-child(n+2),.matrix thead th:nth-child(n+2){text-align:center}
.group th{background:var(--panel);padding-top:.8rem}
.group span{color:var(--soft);font-weight:400}
pre{margin:0;padding:.7rem;font:.85rem/1.6 ui-monospace,"DejaVu Sans Mono",monospace}
.legend{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;list-style:none;padding:0;margin:.5rem 0;font-size:.9rem}
.legend svg{display:inline-block;vertical-align:-.2em;margin:0 .35rem 0 0}
footer{color:var(--soft);font-size:.85rem;margin-top:2.5rem;padding-bottom:2rem}
svg text{fill:var(--ink);font-size:13px;text-anchor:middle}
.kind{fill:var(--soft);font-size:11px}
.space rect{fill:none;stroke:var(--edge);stroke-width:1.5}
.space text{fill:var(--soft);text-anchor:start;font-size:12px;font-weight:600}
.line path{fill:none;stroke:var(--soft);stroke-width:1.3}
.line.uses path{stroke-dasharray:5 4}
.line.waits path{stroke:var(--wait);stroke-width:2}
.line text{fill:var(--soft);font-size:11px}
.line rect{fill:var(--panel)}
.line.waits text{fill:var(--wait)}
marker.uses{fill:var(--soft)}
marker.waits{fill:var(--wait)}
.box rect{fill:var(--object);stroke:var(--object-edge);stroke-width:1.3}
.workload rect{fill:var(--workload);stroke:var(--workload-edge)}
.rights rect{fill:var(--rights);stroke:var(--rights-edge)}
.nodes rect{fill:var(--nodes);stroke:var(--nodes-edge)}
.missing rect{fill:var(--missing);stroke:var(--missing-edge);stroke-dasharray:4 3}
a.box:focus-visible{outline:none}
a.box:focus-visible rect,a.box:hover rect{stroke:var(--link);stroke-width:3.5;stroke-dasharray:none}
@media (max-width:45rem){
header,main,footer{padding:0 .8rem}
h1{font-size:1.4rem}
.cards thead,.matrix thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.cards table,.cards tbody,.cards tr,.cards td,.matrix table,.matrix tbody,.matrix tr,.matrix td,.matrix th{display:block}
.matrix td{border:0;padding:.1rem .7rem}
.matrix td.no{display:none}
.matrix td.yes{display:inline-block;padding:0 0 .3rem .7rem;font-size:0}
.matrix td.yes::before{content:attr(data-head);font-size:.8rem;color:var(--soft)}
.matrix td.yes:last-child{font-size:.8rem}
.matrix td.yes:last-child::before{content:""}
.cards td{border:0;padding:.15rem .7rem}
.cards td::before{content:attr(data-head) ": ";color:var(--soft);font-size:.8rem}
.cards td:first-child{font-weight:600;padding-top:.5rem}
.cards tr{border-bottom:1px solid var(--edge);padding-bottom:.5rem}
.cards tr:last-child{border-bottom:0}
}
@media print{.picture{max-height:none}nav{display:none}}
`;
