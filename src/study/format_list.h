/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Every format of a report, in the order of help texts: FORMAT(identifier, name, raw, summary).
 *
 * <identifier>_print() in src/formats/<identifier>.c prints it (html, a page of many files, in
 * src/page).  raw is true where it can show every sample as well (`report --samples`).  Included
 * several times; no include guard on purpose.
 */
FORMAT(text, "text", false, "tables and sentences for a terminal")
FORMAT(markdown, "markdown", false, "the same for a page or a pull request")
FORMAT(csv, "csv", true, "one row a result and metric; raw samples with --samples")
FORMAT(json, "json", true, "everything, by docs/report.schema.json")
FORMAT(html, "html", false, "one page with figures, for a browser; needs no network")
FORMAT(openmetrics, "openmetrics", false, "gauges for Prometheus and what reads its text")
FORMAT(bencher, "bencher", false, "Bencher Metric Format: every metric with its interval")
FORMAT(benchmark_action, "benchmark-action", false,
       "github-action-benchmark's customSmallerIsBetter: the costs")
FORMAT(junit, "junit", false, "XML: a test case a configuration")
FORMAT(ktap, "ktap", false, "the kernel's test protocol, version 1: a test a configuration")
