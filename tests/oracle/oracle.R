# SPDX-License-Identifier: GPL-2.0-or-later
#
# What R says: the data of tests/oracle/oracle.txt, which the test compares to 1e-9.
#
#	Rscript --vanilla oracle.R >oracle.txt		(make oracle)
#
# A line is a kind, its numbers of inputs and results, the inputs, the results.  Without ties and
# zeros the results are wilcox.test's; with them R falls back to an approximation, so that the
# definition is written out here: sorted Walsh averages, psignrank and qsignrank.

options(warn = 2) # lest wilcox.test fall back to the approximation in silence
RNGversion("4.0.0")
set.seed(20240229)

line <- function(kind, input, result)
	cat(kind, length(input), length(result), sprintf("%.17g", c(input, result)), "\n")

# The rank whose level is nearest to the one wanted; the wider of two equally near.
nearest_rank <- function(n, wanted) {
	total <- n * (n + 1) / 2
	ranks <- seq_len(floor((total + 1) / 2))
	distance <- abs(1 - 2 * psignrank(ranks - 1, n) - wanted)
	ranks[which.min(distance)]
}

rank_level <- function(n, rank) 1 - 2 * psignrank(rank - 1, n)

by_wilcox <- function(x, wanted, mu) {
	level <- rank_level(length(x), nearest_rank(length(x), wanted))
	test <- function(side)
		wilcox.test(x, mu = mu, alternative = side, exact = TRUE)$p.value
	# A hair less than the level, for wilcox.test takes the next wider one that reaches it.
	interval <- wilcox.test(x, exact = TRUE, conf.int = TRUE, conf.level = level - 1e-10)
	c(interval$estimate, interval$conf.int, level, test("two.sided"), test("less"),
	  test("greater"))
}

by_walsh <- function(x, wanted, mu) {
	n <- length(x)
	sums <- outer(x, x, "+") / 2
	walsh <- sort(sums[lower.tri(sums, diag = TRUE)])
	rank <- nearest_rank(n, wanted)
	less <- psignrank(sum(walsh >= mu), n)
	greater <- psignrank(sum(walsh <= mu), n)
	c(median(walsh), walsh[rank], walsh[length(walsh) + 1 - rank], rank_level(n, rank),
	  min(1, 2 * min(less, greater)), less, greater)
}

# Inputs: the level wanted, the point tested, the values.
signed_rank <- function(kind, by, x, mu)
	for (wanted in c(.95, .9, .96))
		line(kind, c(wanted, mu, x), by(x, wanted, mu))

noises <- list(function(n) rnorm(n, .1, 1), function(n) rcauchy(n), function(n) rexp(n) - .7)
for (n in c(6, 7, 8, 10, 15, 30, 49, 60, 130))
	for (noise in noises) {
		x <- round(noise(n), 6)
		signed_rank("wilcoxon", by_wilcox, x, 0)
		signed_rank("wilcoxon", by_wilcox, x, .3)
	}

# Eighths are exact, so that ties and zeros are ties and zeros to everyone.
for (n in c(6, 7, 12, 30, 60, 130))
	for (noise in noises)
		for (grain in c(1, 4, 8)) {
			x <- round(noise(n) * grain) / grain
			signed_rank("walsh", by_walsh, x, 0)
			signed_rank("walsh", by_walsh, x, .25)
		}
signed_rank("walsh", by_walsh, rep(0, 20), 0)
signed_rank("walsh", by_walsh, rep(-.125, 20), 0)

for (n in c(2, 3, 6, 20, 100)) {
	x <- round(rnorm(n, 100, 3), 6)
	test <- t.test(x)
	line("student", x, c(test$estimate, test$conf.int))
}

for (m in c(1, 2, 5, 20, 50))
	for (power in c(1, 3)) {
		p <- runif(m)^power
		line("holm", p, p.adjust(p, "holm"))
	}
p <- c(.01, .01, .02, .02, .02, 1, 1, 0)
line("holm", p, p.adjust(p, "holm"))
