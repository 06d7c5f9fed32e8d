# Turns a text file into lines of a C string.
s/[\\"]/\\&/g
s/^/"/
s/$/\\n"/
