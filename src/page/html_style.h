/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_PAGE_HTML_STYLE_H
#define BPFTAX_PAGE_HTML_STYLE_H

/* The style sheet of the page: light and dark, from a telephone to a sheet of paper. */
static const char html_style[] =
    ":root{color-scheme:light dark;--paper:#fff;--ink:#1b1f24;--faint:#59636e;--line:#d0d7de;"
    "--mark:#0a58ca;--bar:#8fb6ec;--kernel:#b35900;--band:#f3f5f7;--warn:#8a3b00}\n"
    "@media(prefers-color-scheme:dark){:root{--paper:#14181d;--ink:#e6e9ed;--faint:#a3adb8;"
    "--line:#39424d;--mark:#7db4ff;--bar:#36598a;--kernel:#e0954d;--band:#1c2229;"
    "--warn:#ffb27a}}\n"
    "*{box-sizing:border-box}\n"
    "body{margin:0 auto;max-width:76rem;padding:1rem 1.25rem;background:var(--paper);"
    "color:var(--ink);font:1rem/1.5 system-ui,sans-serif}\n"
    "h1{font-size:1.6rem;line-height:1.25;margin:.5rem 0;overflow-wrap:anywhere}\n"
    "h2{font-size:1.2rem;margin:2.25rem 0 .5rem;padding-bottom:.25rem;"
    "border-bottom:1px solid var(--line)}\n"
    "p,li,dd{overflow-wrap:anywhere}p,ul{max-width:46rem}h1~.faint{margin:.25rem 0}\n"
    ".faint{color:var(--faint);font-size:.875rem}\n"
    ".verdict{font-size:1.125rem;border-left:.25rem solid var(--mark);padding:.5rem .9rem;"
    "margin-top:1rem;background:var(--band)}\n"
    ".verdict p{margin:.25rem 0;max-width:none}\n"
    ".front h2{font-size:1rem;margin:1.5rem 0 .4rem;letter-spacing:.02em}.front dl{margin:.25rem 0}"
    ".front dd{max-width:52rem}.front .faint{margin:.35rem 0;max-width:52rem}\n"
    ".warning{border-left:.25rem solid var(--warn);padding:.25rem .9rem;color:var(--warn);"
    "max-width:none}\n"
    "figure{margin:1rem 0}figcaption{padding-bottom:.35rem}figure .faint{margin:.35rem 0}\n"
    "@media(min-width:60rem){.effects,.costs,.blocks,.distributions,.kernel{display:grid;"
    "grid-template-columns:1fr 1fr;column-gap:2.5rem}section h2{grid-column:1/-1}}\n"
    "svg{display:block;width:100%;font:13px system-ui,sans-serif}\n"
    "svg text{fill:var(--ink);stroke:var(--paper);stroke-width:3px;paint-order:stroke;"
    "stroke-linejoin:round}svg .tick{fill:var(--faint);font-size:11px}\n"
    "svg .band{fill:var(--band)}svg .grid{stroke:var(--line)}"
    "svg .zero{stroke:var(--faint);stroke-dasharray:4 3}\n"
    "svg .whisker{stroke:var(--mark);stroke-width:2}svg .dot{fill:var(--mark)}"
    "svg .hollow{fill:var(--paper);stroke:var(--mark);stroke-width:2}svg .bar{fill:var(--bar)}"
    "svg .kernel .bar{fill:var(--kernel)}\n"
    "svg .dots{fill:none;stroke:var(--mark);stroke-width:4;stroke-linecap:round;"
    "vector-effect:non-scaling-stroke}\n"
    ".numbers{display:flex;flex-wrap:wrap;column-gap:2.5rem;align-items:flex-start}"
    ".numbers h2{flex:0 0 100%}.scroll{overflow-x:auto;max-width:100%}\n"
    "table{border-collapse:collapse;font-size:.875rem;font-variant-numeric:tabular-nums}\n"
    "th,td{padding:.25rem .6rem;border-bottom:1px solid var(--line);text-align:right;"
    "white-space:nowrap}\n"
    "th:first-child,td:first-child{text-align:left;white-space:normal;overflow-wrap:anywhere;"
    "min-width:9rem}\n"
    ".verdicts td{text-align:left;white-space:normal}.verdicts th{text-align:left}"
    "th.words,td.words{text-align:left;white-space:normal}\n"
    "thead th{vertical-align:bottom}tbody th{font-weight:500}\n"
    "caption{text-align:left;font-weight:600;padding:1rem 0 .35rem}\n"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;font-size:.875rem}\n"
    "dt{color:var(--faint)}dd{margin:0}summary{cursor:pointer;color:var(--mark)}\n"
    "pre{background:var(--band);padding:.75rem;white-space:pre-wrap;overflow-wrap:anywhere}\n"
    "@media(max-width:30rem){body{padding:.75rem}dl{grid-template-columns:1fr}"
    "dd{margin-bottom:.35rem}}\n"
    "@media print{body{max-width:none;font-size:10pt}.scroll{overflow:visible}"
    "figure{break-inside:auto}tr,svg{break-inside:avoid}h2{break-after:avoid}"
    "th,td{white-space:normal}}\n";

/* What a page of several cells needs beside it. */
static const char html_style_cells[] =
    "article{margin-top:3.5rem;border-top:.2rem solid var(--line)}"
    "h3{font-size:1.05rem;margin:1.75rem 0 .5rem}"
    ".numbers h3{flex:0 0 100%}nav ul{padding-left:1.2rem;color:var(--faint);font-size:.875rem}"
    "nav a{color:var(--mark)}\n"
    "@media(min-width:60rem){section h3{grid-column:1/-1}}\n"
    "@media print{article{break-before:page}h3{break-after:avoid}}\n";

#endif
