# Turns a text file into C string literals, one a line.  A comment that is `-- #include` becomes one.
s/^-- \(#include ".*"\)$/\1/
t
s/\\/\\\\/g
s/"/\\"/g
s/^/"/
s/$/\\n"/
