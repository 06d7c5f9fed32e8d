/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BPFTAX_REPORT_HTML_STYLE_H
#define BPFTAX_REPORT_HTML_STYLE_H

/* The style sheet of the page: light and dark, from a telephone to a sheet of paper. */
static const char html_style[] =
    ":root{color-scheme:light dark;--paper:#fff;--ink:#1b1f24;--faint:#59636e;--line:#d0d7de;"
    "--mark:#0a58ca;--band:#f3f5f7;--warn:#8a3b00}\n"
    "@media(prefers-color-scheme:dark){:root{--paper:#14181d;--ink:#e6e9ed;--faint:#a3adb8;"
    "--line:#39424d;--mark:#7db4ff;--band:#1d232a;--warn:#ffb27a}}\n"
    "*{box-sizing:border-box}\n"
    "body{margin:0 auto;max-width:62rem;padding:1rem;background:var(--paper);color:var(--ink);"
    "font:1rem/1.5 system-ui,sans-serif}\n"
    "h1{font-size:1.5rem;line-height:1.25;margin:.5rem 0;overflow-wrap:anywhere}\n"
    "h2{font-size:1.2rem;margin:2rem 0 .5rem;border-bottom:1px solid var(--line)}\n"
    "h3{font-size:1rem;margin:1.5rem 0 .25rem}\n"
    "p,li,dd{overflow-wrap:anywhere}\n"
    ".faint,figcaption{color:var(--faint);font-size:.875rem}\n"
    ".verdict{font-size:1.125rem;border-left:.25rem solid var(--mark);padding:.25rem .75rem;"
    "background:var(--band)}\n"
    ".verdict p{margin:.25rem 0}\n"
    ".warning{border-left:.25rem solid var(--warn);padding:.25rem .75rem;color:var(--warn)}\n"
    "figure{margin:1rem 0}\n"
    "svg{display:block;width:100%;max-width:46rem;font:13px system-ui,sans-serif}\n"
    "svg text{fill:var(--ink);stroke:var(--paper);stroke-width:4px;paint-order:stroke}svg "
    ".tick{fill:var(--faint);font-size:11px}\n"
    "svg .grid{stroke:var(--line)}svg .zero{stroke:var(--ink);stroke-dasharray:4 3}\n"
    "svg .whisker{stroke:var(--mark);stroke-width:2}svg .dot,svg .bar{fill:var(--mark)}\n"
    ".scroll{overflow-x:auto}\n"
    "table{border-collapse:collapse;font-size:.875rem;font-variant-numeric:tabular-nums}\n"
    "th,td{padding:.25rem .6rem;border-bottom:1px solid var(--line);text-align:right;"
    "white-space:nowrap}\n"
    "th:first-child,td:first-child{text-align:left;white-space:normal;overflow-wrap:anywhere;"
    "min-width:9rem}\n"
    "thead th{vertical-align:bottom}tbody th{font-weight:500}\n"
    "caption{text-align:left;font-weight:600;padding:.5rem 0}\n"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;font-size:.875rem}\n"
    "dt{color:var(--faint)}dd{margin:0}\n"
    "pre{background:var(--band);padding:.75rem;white-space:pre-wrap;overflow-wrap:anywhere}\n"
    "@media(max-width:30rem){dl{grid-template-columns:1fr}dd{margin-bottom:.35rem}}\n"
    "@media print{body{max-width:none;font-size:10pt}.scroll{overflow:visible}"
    "figure,tr{break-inside:avoid}th,td{white-space:normal}}\n";

#endif
